import { beforeEach, describe, expect, it } from "vitest";
import { settle } from "./testing/fake-time.js";
import { GOOD, OTHER, UNKNOWN_EXPORTER } from "./testing/configs.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const EXITED = "Agent process PID=4711 exited unexpectedly, exit code=1. Will restart in a bit...";

describe("a supervised Collector", () => {
  let hub: TestHub;
  let supervisor: ScriptedSupervisor;

  const revise = async (content: string): Promise<number> => {
    const made = await hub.plane.run("create-revision", CALL, { name: "edge", content });
    if (made.kind === "problem") throw new Error(made.detail);
    return made.value.revision.number;
  };
  const pin = async (revision: number, force = false) => {
    const answer = await hub.plane.run("pin", CALL, {
      uid: UID,
      configuration: "edge",
      revision,
      force,
    });
    await settle();
    return answer;
  };
  const view = async () => {
    const found = await hub.plane.agentView(UID, CALL.scope);
    if (found === null) throw new Error("The agent is not there.");
    return found;
  };
  const timeline = async () => {
    await hub.time.pass(1000);
    const { record } = await view();
    const page = await hub.plane.agents.timeline(record.id, { limit: 100, cursor: null });
    return page.items.map((entry) => entry.kind).reverse();
  };
  const lastOffer = () => {
    const offer = offersIn(supervisor.inbox).at(-1);
    if (offer === undefined) throw new Error("Nothing was offered.");
    return offer.configHash;
  };
  /** Brings a revision into good standing: applied, effective, and a minute without failure. */
  const deploy = async (content: string): Promise<number> => {
    const revision = await revise(content);
    await pin(revision);
    const hash = lastOffer();
    await supervisor.status("applying", hash);
    await supervisor.runs(content);
    await hub.time.pass(5000);
    await supervisor.status("applied", hash);
    for (let beats = 0; beats < 3; beats += 1) {
      await hub.time.pass(30_000);
      await supervisor.heartbeat();
    }
    return revision;
  };

  beforeEach(async () => {
    hub = await openHub();
    supervisor = new ScriptedSupervisor(hub, UID);
    await hub.plane.run("create-configuration", CALL, { name: "edge" });
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await supervisor.send({ health: { healthy: true, status: "StatusOK", startTimeUnixNano: 1n } });
  });

  it("appears with what it says about itself", async () => {
    await hub.time.pass(1000);
    const found = await view();
    expect(found.record.projection).toMatchObject({
      name: "vm",
      os: "linux",
      agentVersion: "0.149.0",
    });
    expect(found).toMatchObject({ presence: "connected", health: "healthy", sync: "unmanaged" });
    const list = await hub.plane.components(UID, CALL.scope);
    expect(list?.exporters["debug"]).toEqual({
      module: "go.opentelemetry.io/collector/exporter/debug",
      version: "v0.149.0",
    });
    expect((await hub.plane.effectiveConfig(UID, CALL.scope))?.text).toContain("ppid: 4711");
    const stored = await hub.storage.agents.get(UID, CALL.scope);
    expect(stored).toMatchObject({ owner: "hub-1", epoch: 1, projection: { host: "vm" } });
  });

  it("is pushed a pinned revision, applies it and is in sync by what it runs", async () => {
    const revision = await revise(GOOD);
    expect(await pin(revision)).toMatchObject({
      kind: "done",
      value: { changed: true },
      agents: 1,
    });
    const [offer] = offersIn(supervisor.inbox);
    expect(new TextDecoder().decode(offer?.config?.configMap[""]?.body)).toBe(GOOD);
    const hash = lastOffer();
    expect((await view()).sync).toBe("offered");
    await supervisor.status("applying", hash);
    expect((await view()).sync).toBe("applying");
    await supervisor.runs(GOOD);
    await hub.time.pass(5000);
    await supervisor.status("applied", hash);
    await hub.time.pass(1000);
    const found = await view();
    expect(found).toMatchObject({ sync: "in-sync", verified: "effective" });
    expect(found.config.acknowledged).toMatchObject({
      configuration: "edge",
      revision: 1,
      status: "applied",
    });
    expect(found.config.effective).toMatchObject({ verdict: "contains", revision: 1 });
    expect(offersIn(supervisor.inbox)).toHaveLength(1);
    expect(await pin(revision)).toMatchObject({ kind: "done", value: { changed: false } });
    expect(await timeline()).toEqual(
      expect.arrayContaining(["first-seen", "config-offered", "config-applying", "config-applied"]),
    );
  });

  it("is not offered what it cannot run, unless forced", async () => {
    const revision = await revise(UNKNOWN_EXPORTER);
    const refused = await pin(revision);
    expect(refused).toMatchObject({ kind: "problem", code: "cannot-run" });
    if (refused.kind === "problem") expect(refused.findings?.[0]?.message).toContain("kafka");
    expect(offersIn(supervisor.inbox)).toEqual([]);
    expect(await pin(revision, true)).toMatchObject({ kind: "done" });
    expect(offersIn(supervisor.inbox)).toHaveLength(1);
  });

  it("F14 returns to the last good config when a forced one takes it down", async () => {
    await deploy(GOOD);
    const good = lastOffer();
    expect((await view()).config.lastGood).toMatchObject({ configuration: "edge", revision: 1 });
    await pin(await revise(UNKNOWN_EXPORTER), true);
    const bad = lastOffer();
    await supervisor.status("applying", bad);
    await supervisor.send({ health: { healthy: false, lastError: EXITED } });
    const error = "Agent exited unexpectedly with exit code 1 while applying configuration";
    await supervisor.status("failed", bad, error);
    expect(lastOffer()).toEqual(good);
    await supervisor.status("applying", good);
    await supervisor.runs(GOOD);
    await hub.time.pass(5000);
    await supervisor.status("applied", good);
    await hub.time.pass(1000);
    expect(await view()).toMatchObject({ sync: "rolled-back" });
    const offers = offersIn(supervisor.inbox).map(({ configHash }) => configHash);
    expect(offers).toEqual([good, bad, good]);
    for (let beats = 0; beats < 5; beats += 1) {
      await hub.time.pass(30_000);
      await supervisor.heartbeat();
    }
    expect(offersIn(supervisor.inbox)).toHaveLength(3);
    expect(await timeline()).toEqual(
      expect.arrayContaining(["config-failed", "returning", "returned"]),
    );
    const { items } = await hub.plane.audit.list({ text: "return" }, { limit: 10, cursor: null });
    expect(items[0]).toMatchObject({ action: "return", actor: { kind: "hub" } });
  });

  it("is handed back to its own files when its very first config takes it down", async () => {
    await pin(await revise(UNKNOWN_EXPORTER), true);
    const bad = lastOffer();
    await supervisor.status("applying", bad);
    await supervisor.send({ health: { healthy: false, lastError: EXITED } });
    await supervisor.status("failed", bad, "Agent exited unexpectedly with exit code 1");
    const handBack = offersIn(supervisor.inbox).at(-1);
    expect(Object.keys(handBack?.config?.configMap ?? {})).toEqual([""]);
    expect(handBack?.config?.configMap[""]?.body).toHaveLength(0);
    const hash = lastOffer();
    await supervisor.status("applying", hash);
    await hub.time.pass(5000);
    await supervisor.status("applied", hash);
    expect(await timeline()).toContain("handed-back");
  });

  it("offers again only when asked, and then in a new attempt", async () => {
    await deploy(GOOD);
    await pin(await revise(OTHER));
    const other = lastOffer();
    const error = "configuration validation failed: 'exporters' unknown type";
    await supervisor.status("failed", other, error);
    expect(await view()).toMatchObject({ sync: "failed", reason: expect.stringContaining(error) });
    const before = offersIn(supervisor.inbox).length;
    await supervisor.heartbeat();
    expect(offersIn(supervisor.inbox)).toHaveLength(before);
    const again = await hub.plane.run("offer-again", CALL, { uid: UID });
    expect(again).toMatchObject({ kind: "done" });
    const { record } = await view();
    expect(record.outcome.hashes[Buffer.from(other).toString("hex")]?.attempt).toBe(2);
    expect(offersIn(supervisor.inbox).length).toBeGreaterThan(before);
  });

  it("keeps its bytes where a revision means the same", async () => {
    await deploy(GOOD);
    const before = offersIn(supervisor.inbox).length;
    const made = await hub.plane.run("create-revision", CALL, {
      name: "edge",
      content: `# a comment\n${GOOD}`,
    });
    expect(made).toMatchObject({ kind: "done", value: { sameMeaningAs: 1 } });
    await pin(2);
    await supervisor.heartbeat();
    expect(offersIn(supervisor.inbox)).toHaveLength(before);
    expect(await view()).toMatchObject({ sync: "in-sync" });
    expect((await view()).config.desired).toMatchObject({ revision: 2 });
  });
});
