import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { type CountingCollector, newCollector, readingsOf } from "../testing/collector-metrics.js";
import { ScriptedSupervisor } from "../testing/supervisor.js";
import { flowSummary } from "./summary.js";

const MINUTE = 60_000;

async function openWithAgent(over: Parameters<typeof openHub>[0] = {}) {
  const hub = await openHub(over);
  const supervisor = new ScriptedSupervisor(hub, "0190a6a0-0000-7000-8000-000000000001");
  await supervisor.hello();
  await hub.time.pass(1000);
  const record = await hub.plane.agents.get(supervisor.uid, CALL.scope);
  if (record === null) throw new Error("The agent is there.");
  return { hub, supervisor, id: record.id, uid: supervisor.uid };
}

async function exportMinute(
  hub: TestHub,
  uid: string,
  collector: CountingCollector,
  moved: Partial<CountingCollector>,
) {
  await hub.time.pass(MINUTE);
  for (const key of ["accepted", "sent", "sendFailed"] as const) collector[key] += moved[key] ?? 0;
  return hub.plane.telemetry.take({ uid, readings: readingsOf(collector, hub.time.now()) });
}

test("what an agent exports is kept, judged, and stored at once where the word is another", async () => {
  const { hub, id, uid } = await openWithAgent();
  const collector = newCollector(hub.time.now());
  expect(await exportMinute(hub, uid, collector, { accepted: 60, sent: 60 })).toEqual({
    kind: "taken",
  });
  await hub.time.pass(2000);
  expect((await hub.plane.agents.get(uid, CALL.scope))?.flow).toBe("flowing");
  await exportMinute(hub, uid, collector, { accepted: 60, sendFailed: 60 });
  await hub.time.pass(2000);
  expect((await hub.plane.agents.get(uid, CALL.scope))?.flow).toBe("losing-data");
  const [stored] = await hub.storage.telemetry.of([id]);
  expect(stored?.reason).toContain("otlp_http fails to send");
  expect(hub.plane.telemetry.components(id)).toContainEqual(
    expect.objectContaining({ component: "otlp_http", sendFailed: 60 }),
  );
  const known = (await hub.plane.telemetry.of([id])).get(id);
  if (known === undefined) throw new Error("It is known.");
  const summary = flowSummary(known, hub.time.now());
  expect(summary).toMatchObject({ word: "losing-data", lostItems: 60, lostShare: 0.5 });
  expect(summary.itemsPerSecond.metrics).toBeCloseTo(60 / 62);
  expect(summary.hour.at(-1)).toBeCloseTo(120 / 122);
  expect(summary.hour[0]).toBeNull();
  await hub.plane.drain();
});

test("another process of the hub goes on from what was stored", async () => {
  const storage = createMemoryStorage();
  const { hub, supervisor, id, uid } = await openWithAgent({ storage });
  const collector = newCollector(hub.time.now());
  for (let minute = 0; minute < 3; minute += 1) {
    await exportMinute(hub, uid, collector, { accepted: 60, sent: 60 });
  }
  supervisor.cut();
  await hub.plane.drain();
  const next = await openHub({ storage, time: hub.time, hubId: "hub-2" });
  expect((await next.plane.telemetry.of([id])).get(id)?.points.length).toBe(3);
  await exportMinute(next, uid, collector, { accepted: 60, sent: 60 });
  expect((await next.plane.telemetry.of([id])).get(id)?.points.length).toBe(3);
  await exportMinute(next, uid, collector, { accepted: 60, sent: 60 });
  const known = (await next.plane.telemetry.of([id])).get(id);
  expect(known?.points.length).toBe(4);
  expect(known?.points.at(-1)?.signals.metrics?.accepted).toBe(60);
  expect(known?.word).toBe("flowing");
  await next.plane.drain();
});

test("an agent that stops to export is not called flowing for ever", async () => {
  const { hub, id, uid, supervisor } = await openWithAgent();
  const collector = newCollector(hub.time.now());
  await exportMinute(hub, uid, collector, { accepted: 60, sent: 60 });
  await exportMinute(hub, uid, collector, { accepted: 60, sent: 60 });
  for (let minute = 0; minute < 7; minute += 1) {
    await supervisor.heartbeat();
    await hub.time.pass(MINUTE);
  }
  expect((await hub.plane.telemetry.of([id])).get(id)?.word).toBe("not-reported");
  expect((await hub.plane.agents.get(uid, CALL.scope))?.flow).toBe("not-reported");
  await hub.plane.drain();
});

test("nobody known and nobody approved is taken from", async () => {
  const { hub } = await openWithAgent();
  const stranger = "0190a6a0-0000-7000-8000-00000000ffff";
  const readings = readingsOf(newCollector(0), MINUTE);
  expect(await hub.plane.telemetry.take({ uid: stranger, readings })).toMatchObject({
    kind: "refused",
    because: "unknown-agent",
    reason: expect.stringContaining("service.instance.id"),
  });
  await hub.plane.drain();
  const { hub: strict, uid } = await openWithAgent({ admit: () => "awaiting-approval" });
  expect(await strict.plane.telemetry.take({ uid, readings })).toMatchObject({
    kind: "refused",
    because: "not-approved",
  });
  await strict.plane.drain();
});
