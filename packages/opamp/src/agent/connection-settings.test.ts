import { expect, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import {
  ConnectionSettingsStatuses,
  enumName,
  type MessageInitShape,
  type ServerToAgentSchema,
} from "../messages.js";
import { bytes, setUp } from "../testing/agent-set-up.js";
import { MemoryServer } from "../testing/memory-server.js";
import { settle } from "../testing/settle.js";
import type { AgentCallbacks } from "./callbacks.js";
import { FAILED_OFFER_PAUSE_MS } from "./offers.js";
import { verifiedSettings } from "./connection-settings.js";

type Offer = NonNullable<MessageInitShape<typeof ServerToAgentSchema>["connectionSettings"]>;

const ENDPOINT = "wss://new.example:4320/v1/opamp";

/** An agent that takes every kind of settings; the next server is at every endpoint but "bad". */
function setUpSettings(callbacks: AgentCallbacks = {}) {
  const next = new MemoryServer();
  const made: string[] = [];
  const log: string[] = [];
  const world = setUp({
    capabilities: agentCapabilities(
      "ReportsHeartbeat",
      "ReportsOwnMetrics",
      "ReportsOwnLogs",
      "AcceptsOpAMPConnectionSettings",
      "AcceptsOtherConnectionSettings",
      "ReportsConnectionSettingsStatus",
    ),
    connectionSettings: verifiedSettings({
      transport({ destinationEndpoint }) {
        made.push(destinationEndpoint);
        if (destinationEndpoint === "bad") return { ok: false, reason: "no such transport" };
        return { ok: true, transport: next.transport };
      },
    }),
    callbacks: {
      onOwnTelemetry: (settings) => void log.push(...Object.keys(settings)),
      onOtherConnections: (connections) => void log.push(...Object.keys(connections)),
      onOpampConnectionApplied: ({ destinationEndpoint }) => void log.push(destinationEndpoint),
      ...callbacks,
    },
  });
  world.server.open();
  const offer = (init: Offer) => world.server.push({ connectionSettings: init });
  const said = (server: MemoryServer) =>
    server.reports.flatMap(({ connectionSettingsStatus: status }) =>
      status
        ? [`${enumName(ConnectionSettingsStatuses, status.status)} ${status.errorMessage}`.trim()]
        : [],
    );
  return { ...world, next, made, log, offer, said };
}

test("S-09 the agent reports APPLIED only after the new server has answered there", async () => {
  const { server, next, offer, said, log, time } = setUpSettings();
  offer({
    hash: bytes("h"),
    opamp: { destinationEndpoint: ENDPOINT, heartbeatIntervalSeconds: 7n },
  });
  await settle();
  expect(said(server)).toEqual(["APPLYING"]);
  next.open();
  await settle();
  expect(said(next)).toEqual(["APPLYING"]);
  expect(server.connected).toBe(true);
  next.push({});
  await settle();
  expect(said(next)).toEqual(["APPLYING", "APPLIED"]);
  expect(next.last.connectionSettingsStatus?.lastConnectionSettingsHash).toEqual(bytes("h"));
  expect(log).toEqual([ENDPOINT]);
  time.advance(7_000);
  expect(next.reports).toHaveLength(3);
});

test("S-10 settings that lead nowhere are FAILED with the reason, and the old connection stays", async () => {
  const { server, next, offer, said, log, time } = setUpSettings();
  next.refuseWith = { httpStatus: 401 };
  offer({
    hash: bytes("h"),
    opamp: { destinationEndpoint: ENDPOINT, heartbeatIntervalSeconds: 7n },
  });
  await settle();
  next.open();
  await settle();
  expect(said(server)).toEqual(["APPLYING", "FAILED The former connection stays: refused"]);
  expect(log).toEqual([]);
  const before = server.reports.length;
  time.advance(29_000);
  expect(server.reports).toHaveLength(before);
});

test("S-05 an offer without endpoint, and one that no transport fits, are FAILED", async () => {
  const { server, offer, said, made } = setUpSettings();
  offer({ hash: bytes("1"), opamp: { headers: { headers: [{ key: "a", value: "b" }] } } });
  await settle();
  offer({ hash: bytes("2"), opamp: { destinationEndpoint: "bad" } });
  await settle();
  expect(said(server)).toEqual([
    "APPLYING",
    "FAILED The offer names no endpoint.",
    "APPLYING",
    "FAILED no such transport",
  ]);
  expect(made).toEqual(["bad"]);
});

test("the embedder may refuse, with or without a reason, before anything is opened", async () => {
  const answers = [
    () => false,
    () => "not on a Sunday",
    () => Promise.reject(new Error("asked nobody")),
  ];
  for (const answer of answers) {
    const { server, offer, said, made } = setUpSettings({ onOpampConnection: answer });
    offer({ hash: bytes("h"), opamp: { destinationEndpoint: ENDPOINT } });
    await settle();
    expect(made).toEqual([]);
    expect(said(server)[1]).toMatch(/does not accept|not on a Sunday|asked nobody/);
  }
});

test("a heartbeat interval alone needs no new connection, and neither does a change of it", async () => {
  const { server, next, offer, said, made, time } = setUpSettings();
  offer({ hash: bytes("1"), opamp: { heartbeatIntervalSeconds: 5n } });
  await settle();
  expect(said(server)).toEqual(["APPLIED"]);
  const opamp = { destinationEndpoint: ENDPOINT, heartbeatIntervalSeconds: 6n };
  offer({ hash: bytes("2"), opamp });
  await settle();
  next.open();
  next.push({});
  await settle();
  next.push({
    connectionSettings: { hash: bytes("3"), opamp: { ...opamp, heartbeatIntervalSeconds: 9n } },
  });
  await settle();
  expect(made).toEqual([ENDPOINT]);
  expect(said(next).at(-1)).toBe("APPLIED");
  const before = next.reports.length;
  time.advance(9_000);
  expect(next.reports).toHaveLength(before + 1);
});

test("S-03 own telemetry and other connections go to their callbacks, cut to the capabilities", async () => {
  const { server, offer, said, log, seen } = setUpSettings();
  const to = { destinationEndpoint: "https://t.example/v1" };
  offer({
    hash: bytes("h"),
    ownMetrics: to,
    ownTraces: to,
    ownLogs: to,
    otherConnections: { kafka: to },
  });
  await settle();
  expect(log).toEqual(["metrics", "logs", "kafka"]);
  expect(seen.problems).toEqual(["offer-beyond-capabilities"]);
  expect(said(server)).toEqual(["APPLYING", "APPLIED"]);
});

test("what a callback of settings throws is the reason of FAILED", async () => {
  const { server, offer, said } = setUpSettings({
    onOtherConnections: () => Promise.reject(new Error("no such connection: kafka")),
  });
  offer({ hash: bytes("h"), otherConnections: { kafka: { destinationEndpoint: "x" } } });
  await settle();
  expect(said(server)).toEqual(["APPLYING", "FAILED no such connection: kafka"]);
});

test("S-07 what failed is tried again when it is offered again, but not at once", async () => {
  let mends = false;
  const { server, offer, said, time, log } = setUpSettings({
    onOtherConnections: () => {
      if (!mends) throw new Error("broken");
    },
  });
  const again = { hash: bytes("h"), otherConnections: { kafka: { destinationEndpoint: "x" } } };
  for (let turn = 0; turn < 3; turn += 1) {
    offer(again);
    await settle();
  }
  mends = true;
  time.advance(FAILED_OFFER_PAUSE_MS);
  offer(again);
  await settle();
  expect(said(server)).toEqual(["APPLYING", "FAILED broken", "APPLYING", "APPLIED"]);
  expect(log).toEqual([]);
});

test("a newer offer replaces the trial of an older one", async () => {
  const { server, next, offer, said, made, log } = setUpSettings();
  offer({ hash: bytes("1"), opamp: { destinationEndpoint: "wss://one.example" } });
  await settle();
  offer({ hash: bytes("2"), opamp: { destinationEndpoint: "wss://two.example" } });
  await settle();
  next.open();
  next.push({});
  await settle();
  expect(made).toEqual(["wss://one.example", "wss://two.example"]);
  expect(said(server)).toEqual(["APPLYING", "APPLYING"]);
  expect(said(next)).toEqual(["APPLYING", "APPLIED"]);
  expect(log).toEqual(["wss://two.example"]);
});

test("an agent that cannot change its connection says so", async () => {
  const { server } = setUp({
    capabilities: agentCapabilities(
      "AcceptsOpAMPConnectionSettings",
      "ReportsConnectionSettingsStatus",
    ),
  });
  server.open();
  server.push({
    connectionSettings: { hash: bytes("h"), opamp: { destinationEndpoint: ENDPOINT } },
  });
  await settle();
  expect(server.last.connectionSettingsStatus?.errorMessage).toMatch(/cannot change/);
});
