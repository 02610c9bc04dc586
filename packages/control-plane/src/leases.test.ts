import { describe, expect, it } from "vitest";
import { createMemoryStorage } from "./memory/index.js";
import { FakeTime } from "./testing/fake-time.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const OTHER = "01a2053c-fb76-7ae3-b633-75cb1b5400c0";
const HEARTBEAT_MS = 30_000;

/** Heartbeats over as many minutes; a socket that says nothing is ended. */
async function beats({ time }: TestHub, supervisor: ScriptedSupervisor, minutes: number) {
  for (let passed = 0; passed < minutes * 60_000; passed += HEARTBEAT_MS) {
    await time.pass(HEARTBEAT_MS);
    expect(await supervisor.heartbeat()).toHaveLength(1);
  }
}

/** A store whose clock is `time`, and hubs over it. A hub with a time of its own stands still when that does. */
function oneStore() {
  const time = new FakeTime();
  const storage = createMemoryStorage({ clock: time });
  const hub = (hubId: string, own = time) => openHub({ storage, time: own, hubId });
  return { time, storage, hub };
}

async function come(hub: TestHub, uid = UID): Promise<ScriptedSupervisor> {
  const supervisor = new ScriptedSupervisor(hub, uid);
  await supervisor.hello(effectiveOf("", uid));
  await supervisor.components();
  return supervisor;
}

const presence = async (hub: TestHub, uid = UID) =>
  (await hub.plane.agentView(uid, CALL.scope))?.presence;

describe("agents of a hub that died", () => {
  it("count as disconnected after a grace, and their history says so, unless they come back", async () => {
    const { storage, time, hub } = oneStore();
    const dead = await hub("hub-1", new FakeTime(time.now()));
    await come(dead);
    const back = await come(dead, OTHER);
    await dead.time.pass(1000);

    const next = await hub("hub-2");
    const before = await storage.agents.get(UID, CALL.scope);
    expect(before).toMatchObject({ owner: "hub-1", report: { disconnectedAt: null } });
    back.reconnect(next);
    await back.heartbeat();
    await beats(next, back, 8);
    const gone = await storage.agents.get(UID, CALL.scope);
    if (gone === null) throw new Error("The agent is not there.");
    expect(gone).toMatchObject({ owner: "hub-2", report: { disconnectedAt: expect.any(Number) } });
    expect(await presence(next)).toBe("disconnected");
    expect(await presence(next, OTHER)).toBe("connected");
    const { items } = await storage.agents.timeline(gone.id, { limit: 1, cursor: null });
    expect(items[0]?.kind).toBe("disconnected");
  });

  it("stay with a hub that lives, whatever others start and end", async () => {
    const { storage, hub } = oneStore();
    const holder = await hub("hub-1");
    const supervisor = await come(holder);
    const other = await hub("hub-2");
    await beats(holder, supervisor, 8);
    await other.plane.drain();
    const stored = await storage.agents.get(UID, CALL.scope);
    expect(stored).toMatchObject({ owner: "hub-1", epoch: 1, report: { disconnectedAt: null } });
  });

  it("are not taken from a hub that only could not reach the store, like everybody", async () => {
    const { storage, hub } = oneStore();
    const holder = await hub("hub-1");
    const supervisor = await come(holder);
    await hub("hub-2");
    storage.setAvailable(false);
    await beats(holder, supervisor, 10);
    storage.setAvailable(true);
    await beats(holder, supervisor, 2);
    const stored = await storage.agents.get(UID, CALL.scope);
    expect(stored).toMatchObject({ owner: "hub-1", report: { disconnectedAt: null } });
  });
});

describe("an agent that went to another hub and came back", () => {
  it("is read again: what was written elsewhere counts, and its reports are stored here", async () => {
    const { time, storage, hub } = oneStore();
    const [one, two] = [await hub("hub-1"), await hub("hub-2")];
    const supervisor = await come(one);
    await time.pass(1000);
    supervisor.cut();
    supervisor.reconnect(two);
    await supervisor.heartbeat();
    await time.pass(1000);
    supervisor.cut();
    await time.pass(1000);
    supervisor.reconnect(one);
    await supervisor.send({ health: { healthy: false, lastError: "seen here" } });
    await time.pass(1000);
    const stored = await storage.agents.get(UID, CALL.scope);
    expect(stored).toMatchObject({
      owner: "hub-1",
      epoch: 3,
      report: { health: { lastError: "seen here" }, disconnectedAt: null },
    });
    expect(await presence(one)).toBe("connected");
  });

  it("Q-16 is asked for nothing while its numbers go on, whichever hub hears the next", async () => {
    const { time, hub } = oneStore();
    const hubs = [await hub("hub-1"), await hub("hub-2"), await hub("hub-3")];
    const [first] = hubs;
    if (first === undefined) throw new Error("No hub.");
    const supervisor = await come(first);
    for (const [index, next] of [...hubs, ...hubs].entries()) {
      await time.pass(1000);
      supervisor.cut();
      await time.pass(1000);
      supervisor.reconnect(next);
      const [quiet] = await supervisor.heartbeat();
      expect(quiet?.flags).toBe(0n);
      const lastError = `seen by ${index}`;
      const [told] = await supervisor.send({ health: { healthy: false, lastError } });
      expect(told?.flags).toBe(0n);
      await time.pass(1000);
    }
  });

  it("is shown as it is now, also by a hub that held it before", async () => {
    const { time, hub } = oneStore();
    const [one, two] = [await hub("hub-1"), await hub("hub-2")];
    const supervisor = await come(one);
    supervisor.cut();
    supervisor.reconnect(two);
    await supervisor.send({ health: { healthy: false, lastError: "seen there" } });
    await time.pass(1000);
    for (const { plane } of [one, two]) {
      const view = await plane.agentView(UID, CALL.scope);
      expect(view).toMatchObject({
        presence: "connected",
        health: "unhealthy",
        record: { report: { health: { lastError: "seen there" } } },
      });
    }
  });

  it("has its address of now in its record", async () => {
    const { time, storage, hub } = oneStore();
    const home = await hub("hub-1");
    const supervisor = await come(home);
    supervisor.cut();
    supervisor.reconnect(home, "192.0.2.9");
    await supervisor.heartbeat();
    await time.pass(1000);
    expect(await storage.agents.get(UID, CALL.scope)).toMatchObject({
      remoteAddress: "192.0.2.9",
      epoch: 2,
    });
  });
});
