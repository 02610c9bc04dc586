import type { AgentId } from "@fleethub/fleet";
import type { ServerToAgent } from "@fleethub/opamp";
import { ConnectionSettingsStatuses } from "@fleethub/opamp";
import { expect, test } from "vitest";
import { queryFactsOf } from "./query-facts.js";
import { createMemoryStorage } from "./memory/index.js";
import { settle } from "./testing/fake-time.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { ScriptedSupervisor } from "./testing/supervisor.js";
import type { ConnectionInput } from "./verbs/connection.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const HEADERS = { host: "hub:4320", authorization: "Bearer s3cret", "x-tenant": "blue" };
/** What every upgrade has, and what a proxy adds. */
const NOISE = {
  connection: "Upgrade",
  "sec-websocket-key": "k",
  "user-agent": "Go",
  "x-forwarded-for": "192.0.2.1",
};

const told = (messages: readonly ServerToAgent[]) =>
  messages.flatMap(({ connectionSettings }) => connectionSettings ?? []);

const ask = async (hub: TestHub, input: ConnectionInput, uid: string = UID) => {
  const answer = await hub.plane.run("connection", CALL, { uid, ...input });
  await settle();
  return answer;
};

async function open(headers: Readonly<Record<string, string>> = { ...HEADERS, ...NOISE }) {
  const storage = createMemoryStorage();
  const hub = await openHub({ storage });
  const supervisor = new ScriptedSupervisor(hub, UID, headers);
  await supervisor.hello();
  const from = () => {
    const start = supervisor.inbox.length;
    return () => told(supervisor.inbox.slice(start));
  };
  return { storage, hub, supervisor, from };
}

test("B-03 S-01 S-05 S-11 S-12 an interval is offered with the address and every header the agent came with", async () => {
  const { hub, supervisor, from } = await open();
  const since = from();
  expect(await ask(hub, { heartbeatIntervalSeconds: 10, ownMetrics: true })).toMatchObject({
    kind: "done",
    value: { changed: true },
  });
  const [settings, ...others] = since();
  expect(others).toEqual([]);
  expect(settings?.hash.length).toBe(32);
  expect(settings?.ownMetrics?.destinationEndpoint).toBe("http://hub:4320/v1/metrics");
  expect(settings?.opamp).toMatchObject({
    destinationEndpoint: "ws://hub:4320/v1/opamp",
    heartbeatIntervalSeconds: 10n,
    headers: {
      headers: [
        { key: "authorization", value: "Bearer s3cret" },
        { key: "x-tenant", value: "blue" },
      ],
    },
  });
  expect(settings?.opamp?.certificate).toBeUndefined();
  supervisor.beginAnew(hub, HEADERS);
  expect(told(await supervisor.hello())).toEqual([]);
  expect(await ask(hub, { heartbeatIntervalSeconds: 10 })).toMatchObject({
    value: { changed: false },
  });
  await hub.plane.drain();
});

test("S-08 told once per hash and start of the agent, over a hub that starts anew too; B-04 presence follows", async () => {
  const { storage, hub, supervisor, from } = await open();
  const since = from();
  await ask(hub, { heartbeatIntervalSeconds: 10 });
  expect(since()).toHaveLength(1);
  supervisor.beginAnew(hub, HEADERS);
  expect(told(await supervisor.hello())).toEqual([]);
  await hub.time.pass(2_000);
  const stored = await hub.plane.agents.get(UID, CALL.scope);
  expect(stored?.report).toMatchObject({
    heartbeatIntervalMs: 10_000,
    settings: { status: "applied", settled: true, tells: 1 },
  });
  if (stored === null) throw new Error("not stored");
  const presence = () => queryFactsOf(stored, hub.time.now()).presence;
  expect(presence()).toBe("connected");
  await hub.time.pass(40_000);
  expect(presence()).toBe("stale");
  supervisor.cut();
  await hub.plane.drain();
  const next = await openHub({ storage, time: hub.time, hubId: "hub-2" });
  supervisor.reconnect(next);
  expect(told(await supervisor.heartbeat())).toEqual([]);
  await next.time.pass(61_000);
  supervisor.beginAnew(next, HEADERS);
  expect(told(await supervisor.hello())).toHaveLength(1);
  await next.plane.drain();
});

test("no secret of an agent is stored: not in its record, its timeline or the audit", async () => {
  const { hub, supervisor } = await open();
  await ask(hub, { heartbeatIntervalSeconds: 10 });
  supervisor.beginAnew(hub, HEADERS);
  await supervisor.hello();
  await hub.time.pass(2_000);
  const stored = await hub.plane.agents.get(UID, CALL.scope);
  const audit = await hub.plane.audit.list({ text: "" }, { limit: 10, cursor: null });
  const timeline = await hub.plane.agents.timeline(stored?.id ?? ("" as AgentId), {
    limit: 50,
    cursor: null,
  });
  const everything = JSON.stringify([stored, audit, timeline], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(everything).toContain("Told to report every 10 s");
  expect(everything).not.toContain("s3cret");
  expect(everything).not.toContain("blue");
  await hub.plane.drain();
});

test("P-04 S-12 refused: no capability, an interval out of bounds, TLS whose authority is not known", async () => {
  const { hub } = await open();
  for (const heartbeatIntervalSeconds of [0, 86_401, 1.5]) {
    expect(await ask(hub, { heartbeatIntervalSeconds })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/heartbeatIntervalSeconds" }],
    });
  }
  const other = new ScriptedSupervisor(hub, UID.replace("01", "02"));
  other.capabilities &= ~0x100n;
  await other.hello();
  expect(await ask(hub, { heartbeatIntervalSeconds: 10 }, other.uid)).toMatchObject({
    code: "missing-capability",
    capability: "AcceptsOpAMPConnectionSettings",
  });
  const secure = new ScriptedSupervisor(hub, UID.replace("01", "03"), {
    ...HEADERS,
    "x-forwarded-proto": "https",
  });
  await secure.hello();
  await hub.time.pass(2_000);
  const refused = await ask(hub, { heartbeatIntervalSeconds: 10 }, secure.uid);
  expect(refused).toMatchObject({ code: "nothing-to-do" });
  await hub.plane.drain();
});

test("what is not named stays as it was decided; own traces and logs go to other endpoints only", async () => {
  const { hub, from } = await open();
  const endpoint = "https://otlp.example/v1/traces";
  await ask(hub, { ownMetrics: true });
  const since = from();
  await ask(hub, { ownTraces: { endpoint } });
  expect(since()).toMatchObject([
    {
      ownMetrics: { destinationEndpoint: "http://hub:4320/v1/metrics" },
      ownTraces: { destinationEndpoint: endpoint },
    },
  ]);
  expect(await ask(hub, { ownLogs: { endpoint: "https://otlp.example" } })).toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/ownLogs/endpoint" }],
  });
  await ask(hub, { ownTraces: null });
  expect(since().at(-1)?.ownTraces?.destinationEndpoint).toBe("");
  await hub.time.pass(2_000);
  const stored = await hub.plane.agents.get(UID, CALL.scope);
  expect(stored?.connection).toEqual({ ownMetrics: { kind: "hub" }, ownTraces: { kind: "off" } });
  await hub.plane.drain();
});

test("S-06 S-07 an agent's own word about its OpAMP settings counts, by the hash of what it was told", async () => {
  const { hub, supervisor, from } = await open();
  supervisor.capabilities |= 0x8000n;
  const since = from();
  await ask(hub, { heartbeatIntervalSeconds: 600 });
  const [settings] = since();
  const status = (word: ConnectionSettingsStatuses, errorMessage = "") =>
    supervisor.send({
      connectionSettingsStatus: {
        lastConnectionSettingsHash: settings?.hash ?? new Uint8Array(),
        status: word,
        errorMessage,
      },
    });
  expect(told(await status(ConnectionSettingsStatuses.APPLYING))).toEqual([]);
  expect(told(await status(ConnectionSettingsStatuses.FAILED, "unreachable"))).toEqual([]);
  await hub.time.pass(2_000);
  const stored = await hub.plane.agents.get(UID, CALL.scope);
  expect(stored?.report.settings).toMatchObject({ status: "failed", error: "unreachable" });
  await hub.plane.drain();
});
