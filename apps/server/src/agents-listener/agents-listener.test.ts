import { NAMELESS } from "@fleethub/control-plane";
import { RefusalThrottle } from "./refusal-throttle.js";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openAgentsListener } from "./agents-listener.js";
import { stepOfTurnedAway } from "./failed-requests.js";
import { noCertificates } from "../testing/certificates.js";
import { Handshakes } from "./handshakes.js";
import { startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

const http = () => running.hub.agentsUrl.replace("ws://", "http://");
const origin = () => new URL(http()).origin;

async function steps(): Promise<Record<string, number>> {
  const list = await running.client.listHandshakes();
  if (!list.ok) throw new Error(list.problem.detail);
  return Object.fromEntries(list.data.items.map(({ step, count }) => [step, count]));
}

/** Status of an upgrade that is refused. */
function refusedUpgrade(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode);
      socket.terminate();
    });
    socket.on("error", () => undefined);
    socket.on("open", () => reject(new Error("it was let in")));
  });
}

describe("the agents' door", () => {
  test("serves its table of routes and nothing else", async () => {
    expect((await fetch(`${origin()}/healthz`)).status).toBe(200);
    expect((await fetch(`${origin()}/healthz`, { method: "POST" })).status).toBe(405);
    expect((await fetch(`${origin()}/api/v1/agents`)).status).toBe(404);
    expect((await fetch(http(), { method: "HEAD" })).status).not.toBe(404);
  });

  test("failed attempts are told by address and step", async () => {
    await fetch(`${origin()}/opamp`, { method: "POST" });
    expect(await refusedUpgrade(`${origin().replace("http", "ws")}/opamp`)).toBe(404);
    await fetch(http());
    await fetch(http(), { method: "DELETE" });
    await fetch(http(), { method: "POST", headers: { "content-type": "text/plain" }, body: "x" });
    const protobuf = { "content-type": "application/x-protobuf" };
    await fetch(http(), { method: "POST", headers: protobuf, body: "\u0001\u0002" });
    const tls = connect(Number(new URL(http()).port), "127.0.0.1");
    tls.write(Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5]));
    await new Promise((resolve) => tls.on("close", resolve).resume());
    const seen = await steps();
    expect(Object.keys(seen)).toEqual(
      expect.arrayContaining([
        "wrong-path",
        "no-upgrade",
        "wrong-method",
        "wrong-content-type",
        "undecodable",
        "tls",
      ]),
    );
    expect(seen["wrong-path"]).toBeGreaterThanOrEqual(2);
  });
});

test("T-23 D-05 who is turned away before the upgrade is told by address and step", async () => {
  const handshakes = new Handshakes(Date.now);
  const gate = { wait: null as number | null };
  const door = await openAgentsListener({
    host: "127.0.0.1",
    port: 0,
    admission: "open",
    identify: () => ({ kind: "peer", peer: NAMELESS.admitted }),
    throttle: new RefusalThrottle(() => 0),
    certificates: await noCertificates(),
    now: Date.now,
    handler: { onReport: () => undefined },
    handshakes,
    gate: { refuseFor: () => gate.wait, stop() {} },
    ownMetrics: { desk: { take: async () => ({ kind: "taken" }) } },
    limits: { connectionsMax: 1 },
    onRefused() {},
  });
  const url = `ws://127.0.0.1:${door.port}${door.routes[0]?.path}`;
  const inside = new WebSocket(url);
  await new Promise((resolve) => inside.on("open", resolve));
  expect(await refusedUpgrade(url)).toBe(503);
  expect(handshakes.list()).toMatchObject([
    {
      step: "refused-for-load",
      remoteAddress: "127.0.0.1",
      detail: expect.stringContaining("connectionsMax of 1"),
    },
  ]);
  inside.close();
  await expect.poll(() => door.opamp.server.connectionCount).toBe(0);
  gate.wait = 30;
  expect(await refusedUpgrade(url)).toBe(503);
  expect(handshakes.list()).toMatchObject([{ count: 2, detail: expect.stringContaining("busy") }]);
  gate.wait = null;
  await door.opamp.drain();
  expect(await refusedUpgrade(url)).toBe(503);
  expect(handshakes.list()[0]).toMatchObject({ step: "draining" });
  await door.drain(0);
  expect(stepOfTurnedAway({ by: "admission", status: 401 })).toBe("credential");
});

test("X-08 a request whose head does not arrive in time is answered 408, counted and told", async () => {
  const handshakes = new Handshakes(Date.now);
  let tooSlow = 0;
  const door = await openAgentsListener({
    host: "127.0.0.1",
    port: 0,
    admission: "open",
    identify: () => ({ kind: "peer", peer: NAMELESS.admitted }),
    throttle: new RefusalThrottle(() => 0),
    certificates: await noCertificates(),
    now: Date.now,
    handler: { onReport: () => undefined },
    handshakes,
    gate: { refuseFor: () => null, stop() {} },
    ownMetrics: { desk: { take: async () => ({ kind: "taken" }) } },
    headersTimeoutMs: 200,
    onTooSlow: () => {
      tooSlow += 1;
    },
    onRefused() {},
  });
  const slow = connect(door.port, "127.0.0.1");
  slow.write("GET /v1/opamp HTTP/1.1\r\nHost: ");
  const chunks: Buffer[] = [];
  slow.on("data", (chunk) => chunks.push(chunk));
  await new Promise((resolve) => slow.on("close", resolve));
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 408 /);
  expect(tooSlow).toBe(1);
  expect(handshakes.list()).toMatchObject([{ detail: "the request did not arrive in time" }]);
  await door.drain(0);
});

test("F13 S-13 who awaits approval is listed and offered nothing", async () => {
  const waiting = await startTestHub({ admission: "await-approval" });
  const simulation = waiting.simulate({ seed: 5 });
  const uid = simulation.agents[0]?.instanceUid ?? "";
  const sync = async () => {
    const agent = await waiting.client.getAgent({ params: { uid } });
    return agent.ok ? agent.data.sync : agent.problem.type;
  };
  await expect.poll(sync).toBe("awaiting-approval");
  const approved = await waiting.client.approveAgent({ params: { uid } });
  expect(approved.ok && approved.data.admission).toBe("admitted");
  await waiting.stop();
});

test("D-03 D-05 a hub that ends: agents are told to come back, rows say disconnected, the port is closed", async () => {
  const draining = await startTestHub();
  draining.simulate({ agents: 20, seed: 9 });
  const connected = async () => {
    const list = await draining.client.listAgents({ query: { query: "presence:connected" } });
    return list.ok ? list.data.total : -1;
  };
  await expect.poll(connected).toBe(20);
  const codes: number[] = [];
  const socket = new WebSocket(draining.hub.agentsUrl);
  socket.on("close", (code) => codes.push(code));
  await new Promise((resolve) => socket.on("open", resolve));
  const { agentsUrl } = draining.hub;
  await draining.hub.stop();
  await expect.poll(() => codes).toEqual([1012]);
  await expect(fetch(agentsUrl.replace("ws:", "http:"))).rejects.toThrow();
  await draining.stop();
});
