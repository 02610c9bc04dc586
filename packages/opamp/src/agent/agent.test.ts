import { expect, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import { instanceUidFromBytes, instanceUidToBytes } from "../instance-uid.js";
import { RemoteConfigStatuses, ServerErrorResponseType } from "../messages.js";
import { bytes, setUp, UID } from "../testing/agent-set-up.js";
import { UNAVAILABLE_PAUSE_MS_DEFAULT, UNAVAILABLE_PAUSE_MS_MIN } from "./receive.js";

test("C-01 Q-08 the first message says everything, components by their hash; the next say only what changed", () => {
  const { agent, server, health } = setUp();
  server.open();
  const first = server.last;
  expect(first.sequenceNum).toBe(0n);
  expect(instanceUidFromBytes(first.instanceUid)).toEqual({ ok: true, value: UID });
  expect(first.agentDescription).toBeDefined();
  expect(first.health?.healthy).toBe(true);
  expect(first.effectiveConfig?.configMap?.configMap[""]?.body).toEqual(bytes("a: 1"));
  expect(first.remoteConfigStatus?.status).toBe(RemoteConfigStatuses.UNSET);
  expect(first.availableComponents?.hash).toEqual(bytes("hash"));
  expect(first.availableComponents?.components).toEqual({});

  agent.report({ health: health(false) });
  expect(server.reports).toHaveLength(2);
  expect(server.last.sequenceNum).toBe(1n);
  expect(server.last.health?.healthy).toBe(false);
  expect(server.last.agentDescription).toBeUndefined();
  expect(server.last.effectiveConfig).toBeUndefined();
  expect(server.last.capabilities).toBe(first.capabilities);

  agent.report({ health: health(false) });
  expect(server.reports).toHaveLength(2);
});

test("Q-04 A-01 ReportFullState and ReportAvailableComponents are answered in full", () => {
  const { server } = setUp();
  server.open();
  server.push({ flags: 2n });
  expect(Object.keys(server.last.availableComponents?.components ?? {})).toEqual(["receivers"]);
  expect(server.last.agentDescription).toBeUndefined();
  server.push({ flags: 1n });
  expect(server.last.agentDescription).toBeDefined();
  expect(server.last.effectiveConfig).toBeDefined();
  expect(Object.keys(server.last.availableComponents?.components ?? {})).toEqual(["receivers"]);
  expect(server.reports.map((report) => report.sequenceNum)).toEqual([0n, 1n, 2n]);
});

test("P-07 parts whose capability bit is off are not reported", () => {
  const { agent, server, health } = setUp({ capabilities: agentCapabilities("ReportsStatus") });
  server.open();
  expect(server.last.health).toBeUndefined();
  expect(server.last.effectiveConfig).toBeUndefined();
  expect(server.last.availableComponents).toBeUndefined();
  agent.report({ health: health(false), effectiveConfig: true });
  expect(server.reports).toHaveLength(1);
});

test("B-01 a heartbeat follows an interval of silence and carries nothing else", () => {
  const { agent, server, time, health } = setUp();
  server.open();
  time.advance(20_000);
  agent.report({ health: health(false) });
  time.advance(29_999);
  expect(server.reports).toHaveLength(2);
  time.advance(1);
  expect(server.reports).toHaveLength(3);
  expect(server.last.health).toBeUndefined();
  expect(server.last.sequenceNum).toBe(2n);
});

test("B-03 a heartbeat interval is taken from an offer, and 0 ends heartbeats", () => {
  const { server, time } = setUp();
  server.open();
  server.push({ connectionSettings: { opamp: { heartbeatIntervalSeconds: 5n } } });
  time.advance(5_000);
  expect(server.reports).toHaveLength(2);
  server.push({ connectionSettings: { opamp: { heartbeatIntervalSeconds: 0n } } });
  time.advance(3_600_000);
  expect(server.reports).toHaveLength(2);
});

test("I-04 a new instance UID is in force at once and the sequence goes on", () => {
  const uid = "0192f0a0-b0c0-7d0e-8f00-112233445577";
  const { agent, server, time, seen } = setUp();
  server.open();
  const reply = { agentIdentification: { newInstanceUid: instanceUidToBytes(seen.uid(uid)) } };
  server.push(reply);
  expect(agent.instanceUid).toBe(uid);
  expect(seen.uids).toEqual([uid]);
  server.push({});
  expect(seen.problems).toEqual([]);
  time.advance(30_000);
  expect(instanceUidFromBytes(server.last.instanceUid)).toEqual({ ok: true, value: uid });
  expect(server.last.sequenceNum).toBe(1n);
  server.push({ agentIdentification: { newInstanceUid: bytes("short") } });
  expect(seen.problems).toEqual(["invalid-instance-uid"]);
});

test("M-01 a restart command is worked off alone", () => {
  const { server, seen } = setUp();
  server.open();
  server.push({ command: {}, flags: 1n });
  expect(seen.restarts).toBe(1);
  expect(server.reports).toHaveLength(1);
});

test("P-01 P-02 P-06 offers beyond the capabilities are dropped and told", () => {
  const { server, seen } = setUp({ capabilities: agentCapabilities("ReportsStatus") });
  server.open();
  server.push({ command: {}, remoteConfig: { configHash: bytes("h") }, packagesAvailable: {} });
  expect(seen.restarts).toBe(0);
  expect(seen.offers).toEqual([]);
  expect(seen.problems).toEqual([
    "offer-beyond-capabilities",
    "offer-beyond-capabilities",
    "offer-beyond-capabilities",
  ]);
});

test("U-03 custom messages travel one by one, and only declared capabilities are heard", () => {
  const { agent, server, seen } = setUp();
  server.open();
  const capability = "io.example.ping";
  agent.sendCustomMessage(seen.custom({ capability, type: "a" }));
  agent.sendCustomMessage(seen.custom({ capability, type: "b" }));
  expect(server.reports.map((report) => report.customMessage?.type)).toEqual([undefined, "a", "b"]);
  server.push({ customMessage: { capability, type: "pong" } });
  server.push({ customMessage: { capability: "io.example.other", type: "x" } });
  expect(seen.customMessages).toEqual(["pong"]);
});

test("X-02 an overloaded server is left alone for as long as it asks, then told again", () => {
  const { agent, server, time, seen, health } = setUp();
  server.open();
  agent.report({ health: health(false) });
  server.push({
    errorResponse: {
      type: ServerErrorResponseType.Unavailable,
      errorMessage: "busy",
      Details: { case: "retryInfo", value: { retryAfterNanoseconds: 3_000_000_000n } },
    },
  });
  expect(seen.errors).toEqual([{ kind: "unavailable", message: "busy", retryAfterMs: 3000 }]);
  agent.report({ effectiveConfig: true });
  time.advance(2_999);
  expect(server.reports).toHaveLength(2);
  time.advance(1);
  expect(server.reports).toHaveLength(3);
  expect(server.last.health?.healthy).toBe(false);
  expect(server.last.effectiveConfig).toBeDefined();
});

test("X-02 what an overloaded server was told once is told again too, and only once", () => {
  const { agent, server, time, seen } = setUp();
  server.open();
  const capability = "io.example.ping";
  agent.requestCertificate(bytes("csr"));
  agent.sendCustomMessage(seen.custom({ capability, type: "a" }));
  const errorResponse = { type: ServerErrorResponseType.Unavailable } as const;
  server.push({ errorResponse });
  server.push({ errorResponse });
  agent.sendCustomMessage(seen.custom({ capability, type: "b" }));
  time.advance(UNAVAILABLE_PAUSE_MS_DEFAULT);
  server.push({});
  const told = server.reports.map(({ customMessage }) => customMessage?.type);
  expect(told).toEqual([undefined, undefined, "a", "a", "b"]);
});

test("X-02 a server that asks for no pause at all is still not told again at once", () => {
  const { server, time } = setUp();
  server.open();
  const errorResponse = {
    type: ServerErrorResponseType.Unavailable,
    Details: { case: "retryInfo", value: { retryAfterNanoseconds: 0n } },
  } as const;
  server.push({ errorResponse });
  time.advance(UNAVAILABLE_PAUSE_MS_MIN - 1);
  expect(server.reports).toHaveLength(1);
  time.advance(1);
  expect(server.reports).toHaveLength(2);
});

test("Q-02 messages for somebody else are ignored", () => {
  const { server, seen } = setUp();
  server.open();
  server.push({ instanceUid: new Uint8Array(16), flags: 1n });
  expect(seen.problems).toEqual(["foreign-instance-uid"]);
  expect(server.reports).toHaveLength(1);
});
