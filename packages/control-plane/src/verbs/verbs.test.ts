import { beforeEach, describe, expect, it } from "vitest";
import { GOOD, OTHER, UNKNOWN_EXPORTER } from "../testing/configs.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "../testing/supervisor.js";

const uidOf = (index: number) => `01a2053c-fb76-7ae3-b633-75cb1b54000${index}`;

describe("verbs", () => {
  let hub: TestHub;
  const audits = async () =>
    (await hub.plane.audit.list({ text: "" }, { limit: 100, cursor: null })).items.map(
      (entry) => entry.action,
    );
  const connect = async (index: number) => {
    const supervisor = new ScriptedSupervisor(hub, uidOf(index));
    await supervisor.hello(effectiveOf("", uidOf(index)));
    await supervisor.components();
    return supervisor;
  };
  const edge = async (content = GOOD) => {
    await hub.plane.run("create-configuration", CALL, { name: "edge" });
    return hub.plane.run("create-revision", CALL, { name: "edge", content });
  };

  beforeEach(async () => {
    hub = await openHub();
  });

  it("plan writes nothing and says what would be", async () => {
    const plan = await hub.plane.plan("create-configuration", CALL, { name: "edge" });
    expect(plan).toMatchObject({ kind: "plan", changes: { writes: [{}, {}] }, reach: [] });
    expect(await hub.plane.configurations.get("edge")).toBeNull();
  });

  it("create configurations once, and under names that are names", async () => {
    const create = (name: string) => hub.plane.run("create-configuration", CALL, { name });
    expect(await create("edge")).toMatchObject({ kind: "done", value: { version: 1 } });
    expect(await create("edge")).toMatchObject({ code: "exists" });
    expect(await create("Edge West")).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/name" }],
    });
    expect(await audits()).toEqual(["create-configuration"]);
  });

  it("refuse a text that no Collector starts with, at its place", async () => {
    const refused = await edge(
      "receivers:\n  otlp: {}\nservice:\n  pipelines:\n    traces:\n      receivers: [nop]\n      exporters: [nop]\n",
    );
    expect(refused).toMatchObject({ kind: "problem", code: "findings" });
    if (refused.kind !== "problem") return;
    expect(refused.errors[0]).toMatchObject({
      line: expect.any(Number),
      message: expect.stringContaining("exporters"),
      remedy: expect.any(String),
    });
    const missing = { name: "nowhere", content: GOOD };
    expect(await hub.plane.run("create-revision", CALL, missing)).toMatchObject({
      code: "not-found",
    });
  });

  it("refuse what was decided on an older version", async () => {
    await edge();
    const describe = (ifVersion: number) =>
      hub.plane.run("describe-configuration", CALL, { name: "edge", description: "x", ifVersion });
    expect(await describe(1)).toMatchObject({ code: "stale-version", currentVersion: 2 });
    expect(await describe(2)).toMatchObject({ kind: "done", value: { version: 3 } });
    expect(await describe(3)).toMatchObject({ kind: "done", value: { version: 3 } });
    expect((await audits()).filter((action) => action === "describe-configuration")).toHaveLength(
      1,
    );
  });

  it("remove what no agent is pinned to, and keep what it said", async () => {
    const made = await edge();
    await connect(1);
    await hub.plane.run("pin", CALL, { uid: uidOf(1), configuration: "edge", revision: 1 });
    const remove = () => hub.plane.run("remove-configuration", CALL, { name: "edge" });
    expect(await remove()).toMatchObject({ code: "in-use", agents: 1 });
    await hub.plane.run("unpin", CALL, { uid: uidOf(1) });
    expect(await remove()).toMatchObject({ kind: "done" });
    expect(await hub.plane.configurations.get("edge")).toBeNull();
    if (made.kind !== "done") throw new Error("not made");
    const digest = made.value.revision.hash as unknown as Parameters<
      typeof hub.storage.store.body
    >[0];
    expect(await hub.storage.store.body(digest)).toMatchObject({ text: GOOD });
  });

  it("pin only what is there, and only agents that accept it", async () => {
    await edge();
    const reader = await connect(1);
    const pin = (revision: number) =>
      hub.plane.run("pin", CALL, { uid: uidOf(1), configuration: "edge", revision });
    expect(await pin(7)).toMatchObject({ code: "not-found", resource: { id: "edge/7" } });
    reader.capabilities = 0x4805n;
    await reader.heartbeat();
    expect(await pin(1)).toMatchObject({
      code: "missing-capability",
      capability: "AcceptsRemoteConfig",
    });
    const nowhere = { uid: uidOf(9), configuration: "edge", revision: 1 };
    expect(await hub.plane.run("pin", CALL, nowhere)).toMatchObject({ code: "not-found" });
  });

  it("lets racing operators both be heard, the later one last", async () => {
    await edge();
    await hub.plane.run("create-revision", CALL, { name: "edge", content: OTHER });
    await connect(1);
    const answers = await Promise.all(
      [1, 2].map((revision) =>
        hub.plane.run("pin", CALL, { uid: uidOf(1), configuration: "edge", revision }),
      ),
    );
    expect(answers.map((answer) => answer.kind)).toEqual(["done", "done"]);
    expect((await audits()).filter((action) => action === "pin")).toHaveLength(2);
  });

  it("label and name an agent, and say nothing twice", async () => {
    await connect(1);
    const label = (labels: Record<string, string | null>, name?: string) =>
      hub.plane.run("label", CALL, {
        uid: uidOf(1),
        labels,
        ...(name === undefined ? {} : { name }),
      });
    expect(await label({ env: "prod" }, "front")).toMatchObject({ value: { changed: true } });
    expect(await label({ env: "prod" }, "front")).toMatchObject({ value: { changed: false } });
    expect(await label({ env: null, team: "web" })).toMatchObject({ value: { changed: true } });
    const view = await hub.plane.agentView(uidOf(1), CALL.scope);
    expect(view?.record).toMatchObject({ labels: { team: "web" }, givenName: "front" });
    expect(await label({ "no good": "x" })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/labels/no good" }],
    });
  });

  it("forget who is gone, not who is connected", async () => {
    const agent = await connect(1);
    const forget = () => hub.plane.run("forget", CALL, { uid: uidOf(1) });
    expect(await forget()).toMatchObject({ code: "connected" });
    agent.cut();
    await hub.time.pass(1000);
    expect(await forget()).toMatchObject({ kind: "done" });
    expect(await hub.plane.agentView(uidOf(1), CALL.scope)).toBeNull();
  });

  it("act on many with one audit entry, and list who refused", async () => {
    await edge();
    for (const index of [1, 2, 3]) await connect(index);
    const reader = await connect(4);
    reader.capabilities = 0x4805n;
    await reader.heartbeat();
    await hub.time.pass(1000);
    const input = { configuration: "edge", revision: 1 };
    const pin = (expectedAgents: number) =>
      hub.plane.run("bulk", CALL, { query: "os:linux", verb: "pin", input, expectedAgents });
    expect(await pin(9)).toMatchObject({ code: "expected-agents", agents: 4 });
    expect(await pin(4)).toMatchObject({
      kind: "done",
      agents: 3,
      value: { agents: 4, done: 3, refused: [{ uid: uidOf(4), code: "missing-capability" }] },
    });
    expect(await pin(4)).toMatchObject({ value: { done: 0, unchanged: 3 } });
    expect((await audits()).filter((action) => action === "bulk")).toHaveLength(1);
    const unclear = { query: "", uids: [uidOf(1)], verb: "refresh" } as const;
    expect(await hub.plane.run("bulk", CALL, unclear)).toMatchObject({ code: "invalid" });
    const broken = { query: "nofield:x", verb: "refresh" } as const;
    expect(await hub.plane.run("bulk", CALL, broken)).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/query" }],
    });
  });

  it("check a text against those who would run it", async () => {
    for (const index of [1, 2]) await connect(index);
    await hub.time.pass(1000);
    const input = { content: UNKNOWN_EXPORTER, query: "os:linux" };
    const checked = await hub.plane.run("check", CALL, input);
    expect(checked).toMatchObject({
      kind: "done",
      value: {
        fingerprint: expect.stringMatching(/^f1:/),
        compatibility: {
          agents: 2,
          judged: 2,
          canRun: 0,
          rows: [{ type: "otelcol-e2e", version: "0.149.0", verdict: "cannot-run", agents: 2 }],
        },
      },
    });
    expect(await audits()).toEqual([]);
    const good = await hub.plane.run("check", CALL, { content: GOOD, query: "" });
    expect(good).toMatchObject({ value: { compatibility: { canRun: 2 } } });
  });

  it("answer as a problem while the database is away", async () => {
    hub.storage.setAvailable(false);
    expect(await hub.plane.run("create-configuration", CALL, { name: "edge" })).toMatchObject({
      code: "store-unavailable",
    });
    expect(await hub.plane.plan("check", CALL, { content: GOOD, query: "" })).toMatchObject({
      code: "store-unavailable",
    });
  });
});
