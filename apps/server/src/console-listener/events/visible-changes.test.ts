import type { Change, ChangeKind } from "@fleethub/control-plane";
import { sampleAgent, sampleApproval } from "@fleethub/control-plane/contract";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import { type Grant, scopeOf, type Subject } from "@fleethub/fleet/access";
import { describe, expect, test } from "vitest";
import { EventStreams } from "./event-streams.js";
import { listenerFor } from "./visible-changes.js";

const person = (...grants: readonly Grant[]): Subject => ({
  kind: "person",
  id: "ada",
  name: "Ada",
  grants,
});
const EDGE: Grant = { role: "operator", reach: "label.squad:edge" };
const change = (kind: ChangeKind, id: string): Change => ({ sequence: 1, kind, id, version: 1 });

async function open(subject: Subject, isStillAllowed = async () => true) {
  const storage = createMemoryStorage();
  const [inside, outside] = ["edge", "gpu"].map((squad) => sampleAgent({ labels: { squad } }));
  if (inside === undefined || outside === undefined) throw new Error("There are two.");
  await storage.store.commit({
    writes: [inside, outside].map((agent) => ({ kind: "add-agent", agent })),
  });
  const plane = {
    agents: storage.agents,
    rolloutViews: { isThere: async (id: string) => id === "own" },
    approvalViews: {
      get: async (_subject: Subject, id: string) =>
        id === "own"
          ? { record: sampleApproval(), state: "waiting" as const, mayAnswer: false, whyNot: null }
          : null,
    },
  };
  const scope = scopeOf(subject.grants);
  const listener = listenerFor(plane, { subject, signedIn: null, scope, isStillAllowed });
  const heard = async (...changes: readonly Change[]) => {
    const { changes: told, reset } = await listener.hears(changes);
    return [...told.map(({ kind, id }) => `${kind} ${id}`), ...(reset ? ["reset"] : [])];
  };
  return { storage, listener, heard, inside, outside };
}

describe("who listens hears", () => {
  test("of agents within the reach alone", async () => {
    const { heard, inside, outside } = await open(person(EDGE));
    const [a, b] = [inside.instanceUid, outside.instanceUid];
    expect(await heard(change("agent.changed", a), change("agent.changed", b))).toEqual([
      `agent.changed ${a}`,
    ]);
  });

  test("that an agent which left the reach is gone, once", async () => {
    const { storage, heard, inside } = await open(person(EDGE));
    const { id, instanceUid: uid } = inside;
    await heard(change("agent.changed", uid));
    const labels = { squad: "gpu" };
    await storage.store.commit({ writes: [{ kind: "set-intent", id, expect: 1, labels }] });
    expect(await heard(change("agent.changed", uid))).toEqual([`agent.forgotten ${uid}`]);
    expect(await heard(change("agent.changed", uid))).toEqual([]);
  });

  test("of what is gone without its name, where it was never told of", async () => {
    const { heard, inside, outside } = await open(person(EDGE));
    await heard(change("agent.changed", inside.instanceUid));
    expect(
      await heard(
        change("agent.forgotten", inside.instanceUid),
        change("agent.forgotten", outside.instanceUid),
      ),
    ).toEqual([`agent.forgotten ${inside.instanceUid}`, "reset"]);
  });

  test("of rollouts that are there for him, and of what everybody may read", async () => {
    const { heard } = await open(person(EDGE));
    const all = [change("rollout.changed", "own"), change("rollout.changed", "other")];
    expect(await heard(...all, change("group.changed", "gpu"))).toEqual([
      "rollout.changed own",
      "group.changed gpu",
    ]);
  });

  test("of approval requests that are there for him", async () => {
    const all = [change("approval.changed", "own"), change("approval.changed", "other")];
    const limited = await open(person(EDGE));
    expect(await limited.heard(...all)).toEqual(["approval.changed own"]);
    const whole = await open(person({ role: "approver", reach: null }));
    expect(await whole.heard(...all)).toEqual(["approval.changed own", "approval.changed other"]);
  });

  test("nothing that his role does not read, and nothing that is for hubs alone", async () => {
    const all = [change("secret.changed", "s"), change("session.ended", "x")];
    const { heard } = await open(person({ role: "viewer", reach: null }));
    expect(await heard(...all)).toEqual([]);
    const administrator = await open(person({ role: "administrator", reach: null }));
    expect(await administrator.heard(...all)).toEqual(["secret.changed s"]);
  });
});

test("a stream ends when its listener is not allowed any more, although nothing happens", async () => {
  let isAllowed = true;
  const { storage, listener } = await open(person(EDGE), async () => isAllowed);
  const streams = new EventStreams(storage.feed);
  const reader = streams.start(null, listener)?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  isAllowed = false;
  expect((await reader?.read())?.done).toBe(true);
  expect(streams.open).toBe(0);
  streams.end();
});
