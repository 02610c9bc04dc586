import type { PolicyRule } from "@fleethub/collector-config";
import { beforeEach, describe, expect, it } from "vitest";
import { parseQuery } from "@fleethub/fleet/query";
import { createMemoryStorage } from "./memory/index.js";
import { FakeTime, settle } from "./testing/fake-time.js";
import { GOOD, OTHER } from "./testing/configs.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";

/** GOOD prints, OTHER does not. */
const NOTHING_PRINTED: PolicyRule = {
  kind: "component-forbidden",
  components: ["exporter:debug"],
};

/** Long enough for what follows from a change: reports written, policies judged, the day counted. */
const WHILE_MS = 12_000;

async function come(hub: TestHub, config: string, uid = UID): Promise<ScriptedSupervisor> {
  const supervisor = new ScriptedSupervisor(hub, uid);
  await supervisor.hello(effectiveOf(config, uid));
  await supervisor.components();
  return supervisor;
}

async function create(hub: TestHub, over: Partial<Parameters<typeof input>[0]> = {}) {
  const done = await hub.plane.run("create-policy", CALL, input(over));
  await settle();
  await hub.time.pass(1000);
  return done;
}

const input = (over: {
  name?: string;
  rule?: PolicyRule;
  severity?: "block" | "warn";
  scope?: string;
  enabled?: boolean;
}) => ({
  name: "nothing-printed",
  title: "Nothing is printed",
  rule: NOTHING_PRINTED,
  severity: "block" as const,
  ...over,
});

const breaches = async ({ storage }: TestHub, uid = UID) =>
  (await storage.agents.get(uid, CALL.scope))?.breaches ?? [];

async function found({ storage, time }: TestHub, text: string) {
  const { query } = parseQuery(text);
  if (query === undefined) throw new Error(text);
  return storage.agents.ids({ query, now: time.now(), scope: CALL.scope }, 10);
}

describe("policies on effective configs", () => {
  let hub: TestHub;

  beforeEach(async () => {
    hub = await openHub();
  });

  it("name an agent that comes to break one, since when, and that it keeps it again", async () => {
    await create(hub);
    const supervisor = await come(hub, OTHER);
    await hub.time.pass(1000);
    expect(await breaches(hub)).toEqual([]);

    await supervisor.runs(GOOD);
    await hub.time.pass(WHILE_MS);
    const [breach] = await breaches(hub);
    expect(breach).toMatchObject({ policy: "nothing-printed", severity: "block", excepted: false });
    expect(await found(hub, "policy:nothing-printed")).toHaveLength(1);
    const policy = await hub.plane.policies.get("nothing-printed");
    if (policy === null) throw new Error("The policy is not there.");
    const { standing, causes, days } = await hub.plane.policyViews.evaluations(
      policy,
      CALL.scope,
      30,
    );
    expect(standing).toMatchObject({ agents: 1, judged: 1, kept: 0, broken: 1 });
    expect(causes).toMatchObject([
      { verdict: "broken", agents: 1, uids: [UID], since: breach?.since },
    ]);
    expect(causes[0]?.cause).toBe("The exporter debug is forbidden");
    expect(days).toMatchObject([{ judged: 1, kept: 0, worst: 0 }]);

    await supervisor.runs(OTHER);
    await hub.time.pass(WHILE_MS);
    expect(await breaches(hub)).toEqual([]);
    const record = await hub.storage.agents.get(UID, CALL.scope);
    if (record === null) throw new Error("The agent is not there.");
    const { items } = await hub.plane.agents.timeline(record.id, { limit: 50, cursor: null });
    const kinds = items.map((entry) => entry.kind).filter((kind) => kind.startsWith("policy-"));
    expect(kinds).toEqual(["policy-kept", "policy-broken"]);
    const after = await hub.plane.policyViews.evaluations(policy, CALL.scope, 30);
    expect(after.days).toMatchObject([{ judged: 1, kept: 1, worst: 0 }]);
  });

  it("are judged anew when one is created, changed, turned off and removed", async () => {
    await come(hub, GOOD);
    await hub.time.pass(1000);
    await create(hub);
    expect(await breaches(hub)).toMatchObject([{ severity: "block" }]);
    const change = async (over: Parameters<typeof input>[0]) => {
      await hub.plane.run("change-policy", CALL, input(over));
      await hub.time.pass(1000);
      return breaches(hub);
    };
    const [before] = await breaches(hub);
    expect(await change({ severity: "warn" })).toMatchObject([
      { severity: "warn", since: before?.since },
    ]);
    expect(await change({ rule: { ...NOTHING_PRINTED, components: ["exporter:kafka"] } })).toEqual(
      [],
    );
    expect(await change({})).toHaveLength(1);
    expect(await change({ enabled: false })).toEqual([]);
    expect(await change({})).toHaveLength(1);
    await hub.plane.run("remove-policy", CALL, { name: "nothing-printed" });
    await hub.time.pass(1000);
    expect(await breaches(hub)).toEqual([]);
  });

  it("reach who is in scope, also after a label moved", async () => {
    await come(hub, GOOD);
    await hub.time.pass(1000);
    await create(hub, { scope: "label.env:prod" });
    expect(await breaches(hub)).toEqual([]);
    await hub.plane.run("label", CALL, { uid: UID, labels: { env: "prod" } });
    await hub.time.pass(1000);
    expect(await breaches(hub)).toHaveLength(1);
    await hub.plane.run("label", CALL, { uid: UID, labels: { env: null } });
    await hub.time.pass(1000);
    expect(await breaches(hub)).toEqual([]);
  });

  it("are broken by exception until it ends or is lifted", async () => {
    await come(hub, GOOD);
    await hub.time.pass(1000);
    await create(hub);
    const except = async () => {
      const until = hub.time.now() + 25_000;
      const done = await hub.plane.run("except-policy", CALL, {
        name: "nothing-printed",
        query: "os:linux",
        reason: "until the mask is out",
        until,
      });
      if (done.kind === "problem") throw new Error(done.detail);
      await hub.time.pass(1000);
      return done.value.exceptions[0]?.id ?? "";
    };
    await except();
    expect(await breaches(hub)).toMatchObject([{ excepted: true }]);
    expect(await found(hub, "policy:nothing-printed")).toEqual([]);
    await hub.time.pass(26_000);
    expect(await breaches(hub)).toMatchObject([{ excepted: false }]);
    const id = await except();
    expect(await breaches(hub)).toMatchObject([{ excepted: true }]);
    await hub.plane.run("lift-exception", CALL, { name: "nothing-printed", id });
    await hub.time.pass(1000);
    expect(await breaches(hub)).toMatchObject([{ excepted: false }]);
    const audit = await hub.plane.audit.list({ text: "" }, { limit: 10, cursor: null });
    expect(audit.items.map(({ action }) => action)).toEqual([
      "lift-exception",
      "except-policy",
      "except-policy",
      "create-policy",
    ]);
  });

  it("cost one evaluation a config, however many agents run it", async () => {
    await create(hub);
    await create(hub, { name: "another-name" });
    const configs = [GOOD, OTHER, GOOD.replace("nop: {}", "nop/a: {}").replace("[nop]", "[nop/a]")];
    for (let index = 0; index < 60; index += 1) {
      const uid = `01a2053c-fb76-7ae3-b633-${index.toString(16).padStart(12, "0")}`;
      await come(hub, configs[index % configs.length] ?? GOOD, uid);
    }
    await hub.time.pass(WHILE_MS);
    expect(await found(hub, "policy:nothing-printed,another-name")).toHaveLength(10);
    // Two policies of one rule share their verdicts.
    expect(hub.plane.statistics().policyEvaluations).toBe(configs.length);
    const twice = await openHub({ storage: hub.storage, time: hub.time, hubId: "hub-2" });
    await hub.time.pass(WHILE_MS);
    expect(twice.plane.statistics().policyEvaluations).toBe(0);
  });

  it("are kept up by whichever hub holds the agent, and by one that starts later", async () => {
    const storage = createMemoryStorage();
    const time = new FakeTime();
    const one = await openHub({ storage, time, hubId: "hub-1" });
    const two = await openHub({ storage, time, hubId: "hub-2" });
    const supervisor = await come(one, GOOD);
    await time.pass(1000);
    await create(two);
    await time.pass(1000);
    expect(await breaches(one)).toHaveLength(1);
    const before = await storage.feed.latest();
    await time.pass(1000);
    expect(await storage.feed.latest()).toBe(before);
    supervisor.cut();
    await one.plane.drain();
    await two.plane.run("remove-policy", CALL, { name: "nothing-printed" });
    await two.plane.drain();
    const three = await openHub({ storage, time, hubId: "hub-3" });
    await time.pass(1000);
    expect(await breaches(three)).toEqual([]);
  });

  it("judge an agent that had something unsaved when one was created, once that is stored", async () => {
    hub = await openHub({ settings: { flushIntervalMs: 5000 } });
    await create(hub, { name: "no-kafka", rule: { ...NOTHING_PRINTED, components: ["kafka"] } });
    const supervisor = await come(hub, GOOD);
    await hub.time.pass(WHILE_MS);
    await supervisor.send({ health: { healthy: true, status: "StatusRecoverableError" } });
    await create(hub);
    expect(await breaches(hub)).toEqual([]);
    await hub.time.pass(WHILE_MS);
    expect(await breaches(hub)).toMatchObject([{ policy: "nothing-printed" }]);
  });

  it("wait for the store, and are judged when it is back", async () => {
    await create(hub);
    const supervisor = await come(hub, OTHER);
    await hub.time.pass(1000);
    hub.storage.setAvailable(false);
    await supervisor.runs(GOOD);
    await hub.time.pass(3000);
    hub.storage.setAvailable(true);
    await hub.time.pass(60_000);
    expect(await breaches(hub)).toHaveLength(1);
  });
});
