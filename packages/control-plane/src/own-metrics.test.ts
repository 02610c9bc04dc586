import { ConnectionSettingsStatuses, type ServerToAgent } from "@fleethub/opamp";
import { expect, test } from "vitest";
import { createMemoryStorage } from "./memory/index.js";
import { newCollector, readingsOf } from "./testing/collector-metrics.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const HERE = "http://hub:4320/v1/metrics";

const told = (messages: readonly ServerToAgent[]) =>
  messages.flatMap(({ connectionSettings }) =>
    connectionSettings === undefined
      ? []
      : [connectionSettings.ownMetrics?.destinationEndpoint ?? null],
  );

const settle = async (supervisor: ScriptedSupervisor, act: () => Promise<unknown>) => {
  const from = supervisor.inbox.length;
  const answer = await act();
  return { answer, messages: supervisor.inbox.slice(from) };
};

test("P-03 S-01 S-12 own metrics are offered by an operator's decision, complete and never with opamp", async () => {
  const hub = await openHub();
  const supervisor = new ScriptedSupervisor(hub, UID);
  expect(told(await supervisor.hello())).toEqual([]);
  const { answer, messages } = await settle(supervisor, async () =>
    hub.plane.run("connection", CALL, { uid: UID, ownMetrics: true }),
  );
  expect(answer).toMatchObject({ kind: "done", value: { uid: UID, changed: true } });
  expect(told(messages)).toEqual([HERE]);
  const [settings] = messages.flatMap(({ connectionSettings }) => connectionSettings ?? []);
  expect(settings?.hash.length).toBe(32);
  expect([settings?.opamp, settings?.ownTraces, settings?.ownLogs]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const again = await settle(supervisor, async () =>
    hub.plane.run("connection", CALL, { uid: UID, ownMetrics: true }),
  );
  expect(again.answer).toMatchObject({ value: { changed: false } });
  expect(told(again.messages)).toEqual([]);
  const off = await settle(supervisor, async () =>
    hub.plane.run("connection", CALL, { uid: UID, ownMetrics: null }),
  );
  expect(told(off.messages)).toEqual([""]);
  expect((await hub.plane.audit.list({ text: "" }, { limit: 10, cursor: null })).total).toBe(2);
  await hub.plane.drain();
});

test("S-08 a hub that starts anew tells nobody again whose metrics came", async () => {
  const storage = createMemoryStorage();
  const hub = await openHub({ storage });
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello();
  await hub.plane.run("connection", CALL, { uid: UID, ownMetrics: true });
  const collector = newCollector(hub.time.now());
  await hub.time.pass(60_000);
  const readings = readingsOf(collector, hub.time.now());
  expect(await hub.plane.telemetry.take({ uid: UID, readings })).toEqual({ kind: "taken" });
  await hub.time.pass(2_000);
  supervisor.cut();
  await hub.plane.drain();
  const next = await openHub({ storage, time: hub.time, hubId: "hub-2" });
  supervisor.reconnect(next);
  expect(told(await supervisor.hello())).toEqual([]);
  const stored = await next.plane.agents.get(UID, CALL.scope);
  expect(stored?.report.settings).toMatchObject({ told: { ownMetrics: HERE }, settled: true });
  expect(stored?.connection).toEqual({ ownMetrics: { kind: "hub" } });
  await next.plane.drain();
});

test("S-02 where the hub is set to, every agent that can is told with its first answer", async () => {
  const ownMetrics = { fromEveryAgent: true, hubUrl: "https://fleet.example/" };
  const hub = await openHub({ ownMetrics });
  const supervisor = new ScriptedSupervisor(hub, UID);
  expect(told(await supervisor.hello())).toEqual(["https://fleet.example/v1/metrics"]);
  expect(told(await supervisor.heartbeat())).toEqual([]);
  const other = new ScriptedSupervisor(hub, UID.replace("01", "02"));
  other.capabilities &= ~0x40n;
  expect(told(await other.hello())).toEqual([]);
  await hub.plane.drain();
});

test("S-06 S-07 what an agent says of the settings is held against what it was told", async () => {
  const hub = await openHub();
  const supervisor = new ScriptedSupervisor(hub, UID);
  supervisor.capabilities |= 0x8000n;
  await supervisor.hello();
  const { messages } = await settle(supervisor, async () =>
    hub.plane.run("connection", CALL, { uid: UID, ownMetrics: true }),
  );
  const [settings] = messages.flatMap(({ connectionSettings }) => connectionSettings ?? []);
  const status = (hash: Uint8Array, errorMessage = "") =>
    supervisor.send({
      connectionSettingsStatus: {
        lastConnectionSettingsHash: hash,
        status: errorMessage === "" ? ConnectionSettingsStatuses.APPLIED : 3,
        errorMessage,
      },
    });
  expect(told(await status(settings?.hash ?? new Uint8Array()))).toEqual([]);
  supervisor.cut();
  supervisor.reconnect(hub);
  expect(told(await status(new Uint8Array([1])))).toEqual([HERE]);
  await status(settings?.hash ?? new Uint8Array(), "no route to host");
  await hub.time.pass(1000);
  const stored = await hub.plane.agents.get(UID, CALL.scope);
  expect(stored?.report.settings).toMatchObject({ status: "failed", error: "no route to host" });
  await hub.plane.drain();
});

test("an endpoint is a whole address without credentials, and the agent must be able to", async () => {
  const hub = await openHub();
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello();
  const ask = (endpoint: string) =>
    hub.plane.run("connection", CALL, { uid: UID, ownMetrics: { endpoint } });
  for (const endpoint of [
    "metrics.example/v1/metrics",
    "ftp://metrics.example/v1/metrics",
    "https://metrics.example",
    "https://user:secret@metrics.example/v1/metrics",
  ]) {
    expect(await ask(endpoint)).toMatchObject({ kind: "problem", code: "invalid" });
  }
  expect(await ask("https://metrics.example/v1/metrics")).toMatchObject({ kind: "done" });
  const other = new ScriptedSupervisor(hub, UID.replace("01", "02"));
  other.capabilities &= ~0x40n;
  await other.hello();
  const refused = await hub.plane.run("connection", CALL, { uid: other.uid, ownMetrics: true });
  expect(refused).toMatchObject({ code: "missing-capability" });
  await hub.plane.drain();
});
