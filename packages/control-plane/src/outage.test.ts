import { describe, expect, it } from "vitest";
import { createMemoryStorage } from "./memory/index.js";
import { FakeTime, settle } from "./testing/fake-time.js";
import { GOOD, UNKNOWN_EXPORTER } from "./testing/configs.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const EXITED = "Agent process PID=4711 exited unexpectedly, exit code=1. Will restart in a bit...";

const lastOffer = (supervisor: ScriptedSupervisor): Uint8Array => {
  const offer = offersIn(supervisor.inbox).at(-1);
  if (offer === undefined) throw new Error("Nothing was offered.");
  return offer.configHash;
};

async function connected(hub: TestHub): Promise<ScriptedSupervisor> {
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello(effectiveOf("", UID));
  await supervisor.components();
  await supervisor.send({ health: { healthy: true, status: "StatusOK", startTimeUnixNano: 1n } });
  return supervisor;
}

async function pinned(hub: TestHub, content: string, force = false): Promise<number> {
  await hub.plane.run("create-configuration", CALL, { name: "edge" });
  const made = await hub.plane.run("create-revision", CALL, { name: "edge", content });
  if (made.kind === "problem") throw new Error(made.detail);
  const revision = made.value.revision.number;
  const input = { uid: UID, configuration: "edge", revision, force };
  const answer = await hub.plane.run("pin", CALL, input);
  if (answer.kind === "problem") throw new Error(answer.detail);
  await settle();
  return revision;
}

async function proven(hub: TestHub, supervisor: ScriptedSupervisor): Promise<Uint8Array> {
  await pinned(hub, GOOD);
  const hash = lastOffer(supervisor);
  await supervisor.status("applying", hash);
  await supervisor.runs(GOOD);
  await hub.time.pass(5000);
  await supervisor.status("applied", hash);
  for (let beats = 0; beats < 3; beats += 1) {
    await hub.time.pass(30_000);
    await supervisor.heartbeat();
  }
  return hash;
}

describe("a store that is away", () => {
  it("is outlived: agents are answered, a return is sent, and what changed is written after", async () => {
    const hub = await openHub();
    const supervisor = await connected(hub);
    const good = await proven(hub, supervisor);
    await pinned(hub, UNKNOWN_EXPORTER, true);
    const bad = lastOffer(supervisor);
    await supervisor.status("applying", bad);
    hub.storage.setAvailable(false);

    expect(await supervisor.heartbeat()).toHaveLength(1);
    const refused = await hub.plane.run("unpin", CALL, { uid: UID });
    expect(refused).toMatchObject({ kind: "problem", code: "store-unavailable" });
    await supervisor.send({ health: { healthy: false, lastError: EXITED } });
    await supervisor.status("failed", bad, "Agent exited unexpectedly with exit code 1");
    expect(lastOffer(supervisor)).toEqual(good);
    await hub.time.pass(20_000);
    expect(hub.plane.statistics().storeAway).toBe(1);

    hub.storage.setAvailable(true);
    await hub.time.pass(20_000);
    const stored = await hub.storage.agents.get(UID, CALL.scope);
    const badHex = Buffer.from(bad).toString("hex");
    expect(stored?.outcome.hashes[badHex]).toMatchObject({ rejected: true });
    expect(stored?.outcome.returning).toMatchObject({ means: "last-good", from: badHex });
    expect(stored?.report.remoteConfig).toMatchObject({ status: "failed" });
    expect(hub.plane.statistics()).toMatchObject({ storeAway: 0, agentsUnsaved: 0 });
  });

  it("makes agents that nobody knows wait, and lets them in afterwards", async () => {
    const hub = await openHub();
    hub.storage.setAvailable(false);
    const supervisor = new ScriptedSupervisor(hub, UID);
    const [refused] = await supervisor.hello();
    expect(refused?.errorResponse?.Details.case).toBe("retryInfo");
    expect(supervisor.isClosed).toBe(false);
    hub.storage.setAvailable(true);
    await supervisor.hello();
    expect(await hub.storage.agents.get(UID, CALL.scope)).not.toBeNull();
  });
});

describe("a hub that dies", () => {
  const born = (storage = createMemoryStorage(), time = new FakeTime(), hubId = "hub-1") =>
    openHub({ storage, time, hubId });

  it("loses no acknowledged write, and the next offers no rejected hash again", async () => {
    const first = await born();
    const supervisor = await connected(first);
    const good = await proven(first, supervisor);
    await pinned(first, UNKNOWN_EXPORTER, true);
    const bad = lastOffer(supervisor);
    await supervisor.status("applying", bad);
    await supervisor.send({ health: { healthy: false, lastError: EXITED } });
    await supervisor.status("failed", bad, "Agent exited unexpectedly with exit code 1");
    expect(lastOffer(supervisor)).toEqual(good);

    // No drain: whatever was not committed is gone with the process.
    const second = await born(first.storage, new FakeTime(first.time.now()), "hub-2");
    supervisor.reconnect(second);
    const [reply] = await supervisor.heartbeat();
    expect(reply?.flags).toBe(1n);
    await supervisor.send({
      ...supervisor.fullState(effectiveOf(GOOD, UID)),
      remoteConfigStatus: { lastRemoteConfigHash: bad, status: 3, errorMessage: "exit code 1" },
      health: { healthy: false, lastError: EXITED },
    });
    const offered = offersIn(supervisor.inbox).map(({ configHash }) => configHash);
    expect(offered).toContainEqual(good);
    expect(offered).not.toContainEqual(bad);
    const view = await second.plane.agentView(UID, CALL.scope);
    expect(view?.record).toMatchObject({ pin: { revision: 2, forced: true }, epoch: 2 });
    expect(view?.record.outcome.lastGood).toBe(Buffer.from(good).toString("hex"));
    const { total } = await second.plane.audit.list({ text: "" }, { limit: 1, cursor: null });
    expect(total).toBeGreaterThanOrEqual(6);
  });

  it("asks for nothing again after it ended in order", async () => {
    const first = await born();
    const supervisor = await connected(first);
    await supervisor.heartbeat();
    supervisor.cut();
    await first.plane.drain();
    const stored = await first.storage.agents.get(UID, CALL.scope);
    expect(stored?.report).toMatchObject({ seq: 3n, disconnectedAt: expect.any(Number) });
    const second = await born(first.storage, new FakeTime(first.time.now()), "hub-2");
    supervisor.reconnect(second);
    const [reply] = await supervisor.heartbeat();
    expect(reply?.flags).toBe(0n);
    expect(await second.plane.agentView(UID, CALL.scope)).toMatchObject({ presence: "connected" });
  });

  it("drops late reports of a hub that lost the agent to another", async () => {
    const first = await born();
    const supervisor = await connected(first);
    const second = await born(first.storage, first.time, "hub-2");
    const elsewhere = new ScriptedSupervisor(second, UID);
    await elsewhere.hello(effectiveOf(GOOD, UID));
    await supervisor.send({ health: { healthy: false, lastError: "late" } });
    await first.time.pass(2000);
    const stored = await first.storage.agents.get(UID, CALL.scope);
    expect(stored).toMatchObject({ owner: "hub-2", epoch: 2 });
    expect(stored?.report.health?.lastError).not.toBe("late");
  });

  it("hears of a pin that another hub committed", async () => {
    const first = await born();
    const supervisor = await connected(first);
    const second = await born(first.storage, first.time, "hub-2");
    await first.time.pass(1000);
    await pinned(second, GOOD);
    await first.time.pass(1000);
    expect(offersIn(supervisor.inbox)).toHaveLength(1);
  });
});
