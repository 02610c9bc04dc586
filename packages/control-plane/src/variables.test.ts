import { beforeEach, describe, expect, it } from "vitest";
import { sampleAgent } from "./contract/index.js";
import { GOOD } from "./testing/configs.js";
import { settle } from "./testing/fake-time.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const uidOf = (index: number) => `01a2053c-fb76-7ae3-b633-75cb1b54000${index}`;
const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const rendered = (level: string) => TEXT.replace("${fleethub:LEVEL}", level);
const LEVEL = { name: "LEVEL", type: "text", default: null } as const;

describe("variables", () => {
  let hub: TestHub;
  let one: ScriptedSupervisor;
  let two: ScriptedSupervisor;

  const connect = async (index: number) => {
    const supervisor = new ScriptedSupervisor(hub, uidOf(index));
    await supervisor.hello(effectiveOf("", uidOf(index)));
    await supervisor.components();
    await supervisor.send({ health: { healthy: true, status: "StatusOK", startTimeUnixNano: 1n } });
    return supervisor;
  };
  const revise = async (content: string, variables: readonly object[] = [LEVEL]) => {
    const input = { name: "edge", content, variables } as never;
    const made = await hub.plane.run("create-revision", CALL, input);
    if (made.kind === "problem") throw new Error(made.detail);
    return made.value as { revision: { number: number }; sameMeaningAs: number | null };
  };
  const pin = async (index: number, revision = 1, force = false) => {
    const input = { uid: uidOf(index), configuration: "edge", revision, force };
    const answer = await hub.plane.run("pin", CALL, input);
    await settle();
    return answer;
  };
  const give = async (index: number, variables: Record<string, string | number | null>) => {
    const answer = await hub.plane.run("label", CALL, { uid: uidOf(index), variables });
    await settle();
    return answer;
  };
  const view = async (index: number) => {
    const found = await hub.plane.agentView(uidOf(index), CALL.scope);
    if (found === null) throw new Error("The agent is not there.");
    return found;
  };
  const offered = ({ inbox }: ScriptedSupervisor) =>
    offersIn(inbox).map(({ config }) => new TextDecoder().decode(config?.configMap[""]?.body));
  const lastHash = ({ inbox }: ScriptedSupervisor) => {
    const offer = offersIn(inbox).at(-1);
    if (offer === undefined) throw new Error("Nothing was offered.");
    return offer.configHash;
  };
  /** Brings what was offered last into good standing. */
  const obey = async (supervisor: ScriptedSupervisor, content: string) => {
    const hash = lastHash(supervisor);
    await supervisor.status("applying", hash);
    await supervisor.runs(content);
    await hub.time.pass(5000);
    await supervisor.status("applied", hash);
    for (let beats = 0; beats < 3; beats += 1) {
      await hub.time.pass(30_000);
      for (const each of [one, two]) await each.heartbeat();
    }
  };

  beforeEach(async () => {
    hub = await openHub();
    one = await connect(1);
    two = await connect(2);
    await hub.plane.run("create-configuration", CALL, { name: "edge" });
    await revise(TEXT);
  });

  it("without a value refuse the pin, forced or not, and name what is missing", async () => {
    for (const force of [false, true]) {
      expect(await pin(1, 1, force)).toMatchObject({
        code: "missing-variables",
        findings: [{ code: "missing-variable", line: 5 }],
      });
    }
    await give(1, { LEVEL: 5 });
    expect(await pin(1)).toMatchObject({ findings: [{ code: "variable-type" }] });
    expect(offersIn(one.inbox)).toEqual([]);
  });

  it("give each agent its own text, under its own hash, by one name", async () => {
    await give(1, { LEVEL: "basic" });
    await give(2, { LEVEL: "detailed" });
    await pin(1);
    await pin(2);
    expect(offered(one)).toEqual([rendered("basic")]);
    expect(offered(two)).toEqual([rendered("detailed")]);
    expect(lastHash(one)).not.toEqual(lastHash(two));
    await obey(one, rendered("basic"));
    const found = await view(1);
    expect(found).toMatchObject({ sync: "in-sync", verified: "effective" });
    const named = { kind: "revision", configuration: "edge", revision: 1 };
    expect(found.config).toMatchObject({ acknowledged: named, effective: named, lastGood: named });
    expect(found.record.projection).toMatchObject({ configuration: "edge", revision: 1 });
  });

  it("are kept with the pin, in the very commit that decides on it", async () => {
    await give(1, { LEVEL: "basic" });
    const plan = await hub.plane.plan("pin", CALL, {
      uid: uidOf(1),
      configuration: "edge",
      revision: 1,
    });
    if (plan.kind === "problem") throw new Error(plan.detail);
    expect(plan.changes.writes.map(({ kind }) => kind)).toEqual([
      "add-rendering",
      "set-intent",
      "set-outcome",
      "add-audit",
    ]);
    await pin(1);
    const hash = Buffer.from(lastHash(one)).toString("hex") as never;
    expect(await hub.storage.configurations.rendering(hash)).toMatchObject({
      configuration: "edge",
      revision: 1,
      content: rendered("basic"),
    });
  });

  it("that change reach that agent alone, and those that it needs stay", async () => {
    for (const index of [1, 2]) {
      await give(index, { LEVEL: "basic" });
      await pin(index);
    }
    await obey(one, rendered("basic"));
    await obey(two, rendered("basic"));
    expect(await give(1, { LEVEL: "detailed", OTHER: "x" })).toMatchObject({
      value: { changed: true },
    });
    expect(offered(one)).toEqual([rendered("basic"), rendered("detailed")]);
    await two.heartbeat();
    expect(offered(two)).toEqual([rendered("basic")]);
    const { items } = await hub.plane.audit.list({ text: "label" }, { limit: 1, cursor: null });
    expect(items[0]).toMatchObject({
      before: { variables: { LEVEL: "basic" } },
      after: { variables: { LEVEL: "detailed", OTHER: "x" } },
    });
    expect(await give(1, { LEVEL: null })).toMatchObject({ code: "missing-variables" });
    expect(await give(1, { LEVEL: "detailed", OTHER: null })).toMatchObject({ kind: "done" });
    expect(await give(1, { LEVEL: "detailed" })).toMatchObject({ value: { changed: false } });
    expect(await give(1, { low: "x" })).toMatchObject({ code: "invalid" });
    expect(offered(one)).toHaveLength(2);
  });

  it("are judged like a pin: what the Collector would refuse is not taken", async () => {
    const { revision } = await revise(TEXT.replace("debug:\n", "${fleethub:KIND}:\n"), [
      LEVEL,
    ]).catch(() => ({ revision: { number: 0 } }));
    expect(revision.number, "keys take no variables").toBe(0);
    const text = TEXT.replace("[debug]", '["${fleethub:EXPORTER}"]');
    await revise(text, [LEVEL, { name: "EXPORTER", type: "text", default: "debug" }]);
    await give(1, { LEVEL: "basic" });
    await pin(1, 2);
    expect(await give(1, { EXPORTER: "nowhere" })).toMatchObject({
      code: "cannot-run",
      findings: [{ code: "undefined-reference" }],
    });
    expect(offered(one)).toHaveLength(1);
  });

  it("restart nothing where the text that comes out means the same", async () => {
    await give(1, { LEVEL: "basic" });
    await pin(1);
    await obey(one, rendered("basic"));
    const { sameMeaningAs } = await revise(`# a comment\n${TEXT}`);
    expect(sameMeaningAs).toBe(1);
    await pin(1, 2);
    // Without a variable at all, and with a default that says the same.
    await revise(rendered("basic"), []);
    await pin(1, 3);
    await revise(TEXT.replace("LEVEL", "WORD"), [{ name: "WORD", type: "text", default: "basic" }]);
    await pin(1, 4);
    await one.heartbeat();
    expect(offered(one)).toHaveLength(1);
    expect((await view(1)).config.desired).toMatchObject({ revision: 4 });
    expect(await view(1)).toMatchObject({ sync: "in-sync" });
    const other = await revise(TEXT.replace("LEVEL", "WORD"), [
      { name: "WORD", type: "text", default: "detailed" },
    ]);
    expect(other.sameMeaningAs).toBeNull();
    await pin(1, 5);
    expect(offered(one).at(-1)).toBe(rendered("detailed"));
  });

  it("F14 a value that takes the agent down is followed by the text that stood", async () => {
    await give(1, { LEVEL: "basic" });
    await pin(1);
    await obey(one, rendered("basic"));
    const good = lastHash(one);
    await give(1, { LEVEL: "detailed" });
    const bad = lastHash(one);
    await one.status("applying", bad);
    await one.send({ health: { healthy: false, lastError: "Agent exited unexpectedly" } });
    await one.status("failed", bad, "Agent exited unexpectedly with exit code 1");
    expect(lastHash(one)).toEqual(good);
    expect(offered(one).at(-1)).toBe(rendered("basic"));
    await obey(one, rendered("basic"));
    expect(await view(1)).toMatchObject({ sync: "rolled-back" });
    // The operator who gives the value again asks for it: a new attempt.
    await give(1, { LEVEL: "normal" });
    await obey(one, rendered("normal"));
    await give(1, { LEVEL: "detailed" });
    expect(lastHash(one)).toEqual(bad);
  });

  it("F4 after a restart of the hub nothing is offered to who has its text", async () => {
    await give(1, { LEVEL: "basic" });
    await give(2, { LEVEL: "basic" });
    await pin(1);
    await pin(2);
    await obey(one, rendered("basic"));
    const hash = lastHash(one);
    await hub.plane.drain();
    const { storage, time } = hub;
    hub = await openHub({ storage, time, hubId: "hub-2" });
    one.reconnect(hub);
    const status = { lastRemoteConfigHash: hash, status: 1 };
    const full = one.fullState(effectiveOf(rendered("basic"), uidOf(1)));
    await one.send({ ...full, remoteConfigStatus: status });
    await hub.time.pass(30_000);
    await one.heartbeat();
    expect(offersIn(one.inbox)).toEqual([]);
    expect((await view(1)).sync).toBe("in-sync");
    // Who did not get it before gets it now, from what the store kept.
    two.reconnect(hub);
    await two.send(two.fullState(effectiveOf("", uidOf(2))));
    await two.components();
    await hub.time.pass(11_000);
    await two.heartbeat();
    expect(offered(two)).toEqual([rendered("basic")]);
  });

  it("are given to many agents in one commit with one audit entry", async () => {
    const uids = [uidOf(1), uidOf(2)];
    const input = { variables: { LEVEL: "basic" } };
    const done = await hub.plane.run("bulk", CALL, { verb: "label", uids, input });
    expect(done).toMatchObject({ kind: "done", value: { agents: 2, done: 2, refused: [] } });
    expect(await pin(1)).toMatchObject({ kind: "done" });
    const taken = { verb: "label", uids, input: { variables: { LEVEL: null } } } as const;
    expect(await hub.plane.run("bulk", CALL, taken)).toMatchObject({
      value: { done: 1, refused: [{ uid: uidOf(1), code: "missing-variables" }] },
    });
    const { items } = await hub.plane.audit.list({ text: "" }, { limit: 10, cursor: null });
    expect(items.filter(({ action }) => action === "bulk")).toHaveLength(2);
  });

  it("that many agents share are written once", async () => {
    const capabilities = 0xffffn;
    const agents = Array.from({ length: 20 }, (_, index) => {
      const agent = sampleAgent();
      const variables = { LEVEL: index < 10 ? "basic" : "detailed" };
      return { ...agent, variables, report: { ...agent.report, capabilities } };
    });
    await hub.storage.store.commit({
      writes: agents.map((agent) => ({ kind: "add-agent", agent })),
    });
    const uids = agents.map(({ instanceUid }) => instanceUid);
    const input = { configuration: "edge", revision: 1 };
    const plan = await hub.plane.plan("bulk", CALL, { verb: "pin", uids, input });
    if (plan.kind === "problem") throw new Error(plan.detail);
    const { writes } = plan.changes;
    expect(writes.filter(({ kind }) => kind === "add-rendering")).toHaveLength(2);
    const check = await hub.plane.run("check", CALL, {
      content: TEXT,
      variables: [LEVEL],
      query: "",
    });
    expect(check).toMatchObject({
      value: { missingVariables: [{ name: "LEVEL", agents: 2, uids: [uidOf(1), uidOf(2)] }] },
    });
  });
});
