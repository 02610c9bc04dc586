import { expect, test } from "vitest";
import type { ConfigJudge, StoredBody } from "./index.js";
import { createConfigJudge } from "./index.js";
import { createMemoryStorage } from "./memory/index.js";
import { GOOD } from "./testing/configs.js";
import { uidOfAgent } from "./testing/fleet.js";
import { CALL, nodeDigest, openHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const AGENTS = 1000;

/** Counts what is asked, by method and text. */
function countingJudge() {
  const judge = createConfigJudge(nodeDigest);
  const asked: string[] = [];
  const counting: ConfigJudge = {
    ...judge,
    check(content, components) {
      asked.push("check");
      return judge.check(content, components);
    },
    contains(desired, effective) {
      asked.push("contains");
      return judge.contains(desired, effective);
    },
    redact(text) {
      asked.push("redact");
      return judge.redact(text);
    },
  };
  return { counting, asked };
}

/** A storage that shows which bodies it was given. */
function watchedStorage() {
  const storage = createMemoryStorage();
  const bodies: StoredBody[] = [];
  const store: typeof storage.store = {
    ...storage.store,
    commit(changes) {
      for (const write of changes.writes)
        if (write.kind === "add-bodies") bodies.push(...write.bodies);
      return storage.store.commit(changes);
    },
  };
  return { storage: { ...storage, store }, bodies };
}

const kindsOf = (bodies: readonly StoredBody[]) => bodies.map(({ kind }) => kind).sort();

test("P12 a thousand agents with one config are one body, judged once for each revision", async () => {
  const { counting, asked } = countingJudge();
  const { storage, bodies } = watchedStorage();
  const hub = await openHub({ judge: counting, storage });
  await hub.plane.run("create-configuration", CALL, { name: "edge" });
  await hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD });
  const fleet = Array.from(
    { length: AGENTS },
    (_, index) => new ScriptedSupervisor(hub, uidOfAgent(index)),
  );
  asked.length = 0;
  for (const [index, agent] of fleet.entries()) {
    await agent.hello(effectiveOf("", agent.uid, 1000 + index));
    await agent.components();
  }
  await hub.time.pass(1000);
  expect(asked).toEqual(["redact"]);
  expect(kindsOf(bodies)).toEqual(["components", "effective-config", "health"]);

  asked.length = 0;
  for (const { uid } of fleet) {
    await hub.plane.run("pin", CALL, { uid, configuration: "edge", revision: 1 });
  }
  const checks = asked.filter((method) => method === "check").length;
  asked.length = 0;
  for (const agent of fleet) {
    const hash = offersIn(agent.inbox).at(-1)?.configHash;
    if (hash === undefined) throw new Error("Nothing was offered.");
    await agent.status("applying", hash);
    await agent.runs(GOOD);
    await agent.status("applied", hash);
  }
  await hub.time.pass(1000);
  // Once for what they ran before the offer and once for what they run now, however many they are.
  expect(checks).toBeLessThanOrEqual(2);
  expect(asked.filter((method) => method === "redact")).toHaveLength(1);
  expect(asked.filter((method) => method === "contains").length).toBeLessThanOrEqual(2);
  expect(asked.filter((method) => method === "check").length).toBeLessThanOrEqual(1);
  expect(kindsOf(bodies).filter((kind) => kind === "effective-config")).toHaveLength(2);
  expect(await hub.plane.agentView(uidOfAgent(AGENTS - 1), CALL.scope)).toMatchObject({
    sync: "in-sync",
    verified: "effective",
  });
  await hub.plane.drain();
});

test("P12 a restart of every Collector changes its own values alone: nothing is stored or judged", async () => {
  const { counting, asked } = countingJudge();
  const { storage, bodies } = watchedStorage();
  const hub = await openHub({ judge: counting, storage });
  const fleet = Array.from(
    { length: 50 },
    (_, index) => new ScriptedSupervisor(hub, uidOfAgent(index)),
  );
  for (const agent of fleet) await agent.hello(effectiveOf(GOOD, agent.uid, 1));
  await hub.time.pass(1000);
  const [before, judged] = [bodies.length, asked.length];
  for (const agent of fleet) {
    const body = new TextEncoder().encode(effectiveOf(GOOD, agent.uid, 2));
    await agent.send({ effectiveConfig: { configMap: { configMap: { "": { body } } } } });
  }
  await hub.time.pass(1000);
  expect([bodies.length, asked.length]).toEqual([before, judged]);
  const shown = await hub.plane.effectiveConfig(uidOfAgent(7), CALL.scope);
  expect(shown?.text).toContain("ppid: 2");
  expect(shown?.text).toContain(uidOfAgent(7));
  await hub.plane.drain();
});

test("P12 agents are answered while the judge says nothing", async () => {
  const judge = createConfigJudge(nodeDigest);
  const never = new Promise<never>(() => {});
  const { storage, bodies } = watchedStorage();
  const hub = await openHub({ judge: { ...judge, redact: () => never }, storage });
  const agent = new ScriptedSupervisor(hub, uidOfAgent(1));
  expect(await agent.hello(effectiveOf(GOOD, agent.uid))).toHaveLength(1);
  expect(await agent.heartbeat()).toHaveLength(1);
  await hub.time.pass(1000);
  // What was not redacted is not stored.
  expect(bodies.map(({ kind }) => kind)).not.toContain("effective-config");
});
