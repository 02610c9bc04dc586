import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { GOOD } from "./testing/configs.js";
import { settle } from "./testing/fake-time.js";
import { openFleet } from "./testing/fleet.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";
import { TEST_HUB_KEY } from "./testing/test-hub-key.js";

const uidOf = (index: number) => `01a2053c-fb76-7ae3-b633-75cb1b54000${index}`;
const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:secret/level}");
const resolved = (value: string) => TEXT.replace("${fleethub:secret/level}", value);
const ALL = { limit: 100, cursor: null };
const EVERYONE = { query: { terms: [] }, now: 0, scope: CALL.scope };
const BY_NAME = { by: "name", descending: false } as const;
const [FIRST, SECOND] = ["marker-first-value", "marker-second-value"];

describe("secrets", () => {
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
  const done = async <T extends { readonly kind: string }>(asked: Promise<T>) => {
    const answer = await asked;
    await settle();
    if (answer.kind === "problem") throw new Error(inspect(answer));
    return answer;
  };
  const create = (over: { readonly reach?: string | null; readonly value?: string } = {}) =>
    hub.plane.run("create-secret", CALL, {
      name: "level",
      value: FIRST,
      reach: null,
      description: "",
      ...over,
    });
  const change = (over: { readonly reach?: string | null; readonly value?: string }) =>
    hub.plane.run("change-secret", CALL, { name: "level", reach: null, description: "", ...over });
  const revise = (content = TEXT) =>
    hub.plane.run("create-revision", CALL, { name: "edge", content });
  const pin = (index: number, force = false) =>
    hub.plane.run("pin", CALL, { uid: uidOf(index), configuration: "edge", revision: 1, force });
  const offered = ({ inbox }: ScriptedSupervisor) =>
    offersIn(inbox).map(({ config }) => new TextDecoder().decode(config?.configMap[""]?.body));
  const view = async (index: number) => {
    const found = await hub.plane.agentView(uidOf(index), CALL.scope);
    if (found === null) throw new Error("The agent is not there.");
    return found;
  };
  const applied = async (supervisor: ScriptedSupervisor, text: string) => {
    const hash = offersIn(supervisor.inbox).at(-1)?.configHash;
    if (hash === undefined) throw new Error("Nothing was offered.");
    await supervisor.status("applying", hash);
    await supervisor.runs(text);
    await hub.time.pass(5000);
    await supervisor.status("applied", hash);
    for (let beats = 0; beats < 3; beats += 1) {
      await hub.time.pass(30_000);
      for (const each of [one, two]) await each.heartbeat();
    }
  };

  beforeEach(async () => {
    hub = await openHub({ hubKey: TEST_HUB_KEY });
    one = await connect(1);
    two = await connect(2);
    await done(hub.plane.run("create-configuration", CALL, { name: "edge" }));
  });

  it("have to be there before a revision names them", async () => {
    expect(await revise()).toMatchObject({
      code: "findings",
      findings: [{ code: "undeclared-secret", line: 5 }],
    });
    await done(create());
    await done(revise());
  });

  it("stand in the offer, and in nothing that is kept", async () => {
    await done(create());
    await done(revise());
    await done(pin(1));
    expect(offered(one)).toEqual([resolved(FIRST)]);
    await applied(one, resolved(FIRST));
    expect(await view(1)).toMatchObject({ sync: "in-sync", verified: "effective" });
    const effective = await hub.plane.effectiveConfig(uidOf(1), CALL.scope);
    expect(effective?.text).toContain("verbosity");
    const { store, agents, audit } = hub.storage;
    const record = await agents.get(uidOf(1), CALL.scope);
    const body = record?.report.effective?.digest ?? null;
    const kept = [
      effective,
      record,
      await view(1),
      body === null ? null : await store.body(body),
      await audit.list({ text: "" }, { limit: 100, cursor: null }),
      await hub.plane.secretViews.of(await hub.plane.secretViews.records(), CALL.scope),
    ];
    expect(inspect(kept, { depth: 20, maxStringLength: null })).not.toContain("marker");
  });

  it("come by a layer as well, are put in at every place, and are not expanded themselves", async () => {
    const value = "${env:HOME} ${fleethub:secret/other}";
    await done(create({ value, reach: "label.squad:edge" }));
    await done(hub.plane.run("create-configuration", CALL, { name: "loud", kind: "fragment" }));
    const layer = `# \${fleethub:secret/in-a-comment}
exporters: {debug: {verbosity: "\${fleethub:secret/level}", use_internal_logger: false, output_paths: ["a \${fleethub:secret/level}"]}}
`;
    await done(hub.plane.run("create-revision", CALL, { name: "loud", content: layer }));
    const layers = [{ configuration: "loud", revision: 1 }];
    await done(hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD, layers }));
    expect(await pin(1)).toMatchObject({ code: "secret-withheld" });
    await done(hub.plane.run("label", CALL, { uid: uidOf(1), labels: { squad: "edge" } }));
    await done(pin(1));
    const [text = ""] = offered(one);
    const escaped = value.replaceAll("$", "$$$$");
    expect(text.split(escaped)).toHaveLength(3);
    expect(text.replaceAll(escaped, "")).not.toContain("fleethub:secret/level");
    expect(await hub.plane.run("remove-secret", CALL, { name: "level" })).toMatchObject({
      code: "in-use",
    });
  });

  it("are withheld beyond their reach, forced or not, until it holds the agent", async () => {
    await done(create({ reach: "label.squad:edge" }));
    await done(revise());
    for (const force of [false, true]) {
      expect(await pin(1, force)).toMatchObject({ code: "secret-withheld" });
    }
    await done(hub.plane.run("label", CALL, { uid: uidOf(1), labels: { squad: "edge" } }));
    await done(pin(1));
    expect(offered(one)).toEqual([resolved(FIRST)]);
    await done(hub.plane.run("label", CALL, { uid: uidOf(1), labels: { squad: null } }));
    expect(await view(1)).toMatchObject({ sync: "incompatible" });
    expect((await view(1)).reason).toContain("label.squad:edge");
    await one.heartbeat();
    expect(offered(one)).toHaveLength(1);
  });

  it("are no part of an offer to who claims to have run it", async () => {
    await done(create({ reach: "label.squad:edge" }));
    await done(hub.plane.run("label", CALL, { uid: uidOf(1), labels: { squad: "edge" } }));
    await done(revise());
    await done(pin(1));
    const hash = offersIn(one.inbox).at(-1)?.configHash ?? new Uint8Array();
    await two.status("applied", hash);
    for (let beats = 0; beats < 4; beats += 1) {
      await hub.time.pass(30_000);
      await two.heartbeat();
    }
    await two.status("failed", hash, "it does not run");
    await two.send({ health: { healthy: false, lastError: "exited unexpectedly" } });
    await two.heartbeat();
    expect(offered(two).join()).not.toContain("marker");
  });

  it("with another value are offered again under another hash; the same value is no change", async () => {
    await done(create());
    await done(revise());
    await done(pin(1));
    await applied(one, resolved(FIRST));
    const same = await done(change({ value: FIRST }));
    expect(same).toMatchObject({ value: { changed: 0 } });
    expect(offered(one)).toHaveLength(1);
    const other = await done(change({ value: SECOND }));
    expect(other).toMatchObject({ value: { changed: 1, rollout: null } });
    expect(offered(one)).toEqual([resolved(FIRST), resolved(SECOND)]);
    const [before, after] = offersIn(one.inbox).map(({ configHash }) => configHash);
    expect(before).not.toEqual(after);
  });

  it("F14 return to the value that stood, also after a restart of the hub", async () => {
    await done(create());
    await done(revise());
    await done(pin(1));
    await applied(one, resolved(FIRST));
    await done(change({ value: SECOND }));
    const [first = new Uint8Array(), second = new Uint8Array()] = offersIn(one.inbox).map(
      ({ configHash }) => configHash,
    );
    const { storage, time } = hub;
    await hub.plane.drain();
    hub = await openHub({ hubKey: TEST_HUB_KEY, storage, time });
    one.reconnect(hub);
    two.reconnect(hub);
    await one.status("applied", first, "", one.fullState(resolved(FIRST)));
    await one.components();
    await hub.time.pass(30_000);
    await one.heartbeat();
    expect(offered(one).at(-1)).toBe(resolved(SECOND));
    await one.status("applying", second);
    await one.send({ health: { healthy: false, lastError: `exit code=1: ${SECOND}` } });
    await one.status("failed", second, `Agent exited: bad verbosity "${SECOND}"`);
    expect(offered(one).at(-1)).toBe(resolved(FIRST));
    expect(inspect(await view(1), { depth: 20 })).not.toContain("marker");
  });

  it("come by a rollout where they change many, and stay until the wave", async () => {
    const other = await openHub({ hubKey: TEST_HUB_KEY });
    const fleet = await openFleet(other, 4);
    const ask = other.plane;
    const secret = { name: "level", value: FIRST, reach: null, description: "" };
    await done(ask.run("create-secret", CALL, secret));
    await done(ask.run("create-revision", CALL, { name: "edge", content: TEXT }));
    const isOver = async () => (await ask.rollouts.list({ live: true }, ALL)).total === 0;
    await done(ask.run("start-rollout", CALL, { group: "edge", revision: 2 }));
    await fleet.until(isOver);
    const runs = () => fleet.agents.map((agent) => agent.offered.at(-1));
    expect(runs()).toEqual(Array.from({ length: 4 }, () => resolved(FIRST)));
    const changed = await done(ask.run("change-secret", CALL, { ...secret, value: SECOND }));
    expect(changed).toMatchObject({
      value: { changed: 4, rollout: { kind: "move", title: "Secret level changed" } },
    });
    await fleet.run(5_000);
    const moved = runs().filter((text) => text === resolved(SECOND)).length;
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(4);
    await fleet.until(isOver);
    expect(runs()).toEqual(Array.from({ length: 4 }, () => resolved(SECOND)));
    const after = await other.storage.agents.list(EVERYONE, BY_NAME, ALL);
    expect(inspect(after.items, { depth: 20, maxStringLength: null })).not.toContain("marker");
  });

  it("are not removed while somebody is to run with them", async () => {
    await done(create());
    await done(revise());
    await done(pin(1));
    const remove = () => hub.plane.run("remove-secret", CALL, { name: "level" });
    expect(await remove()).toMatchObject({ code: "in-use", agents: 1 });
    await done(hub.plane.run("unpin", CALL, { uid: uidOf(1) }));
    await done(remove());
    expect(await hub.plane.secretViews.records()).toEqual([]);
  });

  it("are not removed while somebody still runs with them, though it is to run something else", async () => {
    await done(create());
    await done(revise());
    await done(pin(1));
    await applied(one, resolved(FIRST));
    await done(hub.plane.run("unpin", CALL, { uid: uidOf(1) }));
    const remove = () => hub.plane.run("remove-secret", CALL, { name: "level" });
    expect(await remove()).toMatchObject({ code: "in-use", agents: 1 });
    await done(revise(GOOD));
    const input = { uid: uidOf(1), configuration: "edge", revision: 2, force: false };
    await done(hub.plane.run("pin", CALL, input));
    expect(await remove()).toMatchObject({ code: "in-use", agents: 1 });
    await applied(one, GOOD);
    await done(remove());
  });

  it("are refused where they could not be masked, or nothing can be sealed", async () => {
    const noText = [
      "zero\0byte-value",
      "bell\u0007-value",
      "half\ud800-value",
      "bytes\uFFFD-value",
    ];
    const unfit = ["", "true", "4317", "aaaaaaaaaaaaa", "       x        ", "x".repeat(40_000)];
    for (const value of [...unfit, ...noText]) {
      expect(await create({ value })).toMatchObject({
        code: "invalid",
        errors: [{ pointer: "/value" }],
      });
    }
    expect(await create({ reach: "os:linux" })).toMatchObject({ errors: [{ pointer: "/reach" }] });
    const keyless = await openHub();
    const input = { name: "level", value: FIRST, reach: null, description: "" };
    expect(await keyless.plane.run("create-secret", CALL, input)).toMatchObject({
      code: "no-hub-key",
    });
  });
});
