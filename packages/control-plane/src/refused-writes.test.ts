import { expect, it } from "vitest";
import { createMemoryStorage } from "./memory/index.js";
import type { ChangeSet } from "./ports.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "./testing/supervisor.js";

const BAD = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const GOOD = "01a2053c-fb76-7ae3-b633-75cb1b5400c0";

it("keeps nobody's reports from the store because of one that it cannot take", async () => {
  const memory = createMemoryStorage();
  let refused: string | null = null;
  const commit = async (changes: ChangeSet) => {
    const isBad = changes.writes.some((write) => "id" in write && write.id === refused);
    if (isBad) throw new Error("a value that no column takes");
    return memory.store.commit(changes);
  };
  const hub = await openHub({ storage: { ...memory, store: { ...memory.store, commit } } });
  const [bad, good] = [new ScriptedSupervisor(hub, BAD), new ScriptedSupervisor(hub, GOOD)];
  for (const one of [bad, good]) await one.hello(effectiveOf("", one.uid));
  await hub.time.pass(1000);
  const stored = async (uid: string) => memory.agents.get(uid, CALL.scope);
  refused = (await stored(BAD))?.id ?? null;

  const ill = { health: { healthy: false, status: "StatusPermanentError", lastError: "full" } };
  for (const one of [bad, good]) await one.send(ill);
  await hub.time.pass(1000);
  expect((await stored(GOOD))?.report.health?.lastError).toBe("full");
  expect((await stored(BAD))?.report.health?.lastError).toBe("");
  expect(hub.plane.statistics()).toMatchObject({ writesRefused: 1, agentsUnsaved: 0 });

  refused = null;
  await hub.time.pass(10_000);
  await bad.heartbeat();
  await hub.time.pass(40_000);
  expect((await stored(BAD))?.report.health?.lastError).toBe("full");
});

it("keeps no more texts in memory than it may while the store is away", async () => {
  const storage = createMemoryStorage();
  const settings = { bodiesWaitingSizeBytesMax: 4096 };
  const hub = await openHub({ storage, settings });
  const supervisor = new ScriptedSupervisor(hub, GOOD);
  await supervisor.hello(effectiveOf("", GOOD));
  await hub.time.pass(1000);
  storage.setAvailable(false);
  for (let message = 0; message < 20; message += 1) {
    await supervisor.send({
      health: { healthy: false, lastError: `${message} ${"x".repeat(400)}` },
    });
  }
  expect(hub.plane.statistics().bodiesLeft).toBeGreaterThan(10);
  storage.setAvailable(true);
  await hub.time.pass(20_000);
  await supervisor.send({ health: { healthy: false, lastError: "19 again" } });
  await hub.time.pass(2000);
  const tree = await hub.plane.healthTree(GOOD, CALL.scope);
  expect(tree?.message).toBe("19 again");
});
