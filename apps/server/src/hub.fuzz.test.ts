import { connect } from "node:net";
import {
  asyncProperty,
  assert,
  constantFrom,
  nat,
  oneof,
  record,
  string,
  uint8Array,
} from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestHub, type TestHub } from "./testing/test-hub.js";

const SEED = 20_261_123;
/** Bytes that no log line may carry. */
const CONTENT = "s3cr3t-c0ntent";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

/** A well-formed report: header, instance UID, sequence number, capabilities, and a description with content. */
function report(): Uint8Array {
  const uid = Uint8Array.from({ length: 16 }, (_, index) => (index === 6 ? 0x70 : index + 0x80));
  const text = new TextEncoder().encode(CONTENT);
  const value = [0x0a, text.length, ...text];
  const pair = [0x0a, 1, 0x61, 0x12, value.length, ...value];
  const description = [0x0a, pair.length, ...pair];
  return Uint8Array.from([
    // Frame header, then fields 1 to 4.
    0x00,
    0x0a,
    16,
    ...uid,
    0x10,
    1,
    0x1a,
    description.length,
    ...description,
    0x20,
    0x07,
  ]);
}

const mutation = record({
  at: nat(200),
  cut: nat(20),
  put: oneof(uint8Array({ maxLength: 12 }), constantFrom(new Uint8Array(300).fill(0xff))),
});

function mutated(at: number, cut: number, put: Uint8Array): Uint8Array {
  const bytes = report();
  const from = at % (bytes.length + 1);
  return Uint8Array.from([...bytes.slice(0, from), ...put, ...bytes.slice(from + cut)]);
}

/** Sends frames on one socket; resolves when it is over or answered. */
function overWebSocket(frames: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(running.hub.agentsUrl);
    socket.on("open", () => {
      for (const frame of frames) socket.send(frame);
      socket.ping();
    });
    socket.on("pong", () => socket.terminate());
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
  });
}

test("mutated frames and bodies harm nobody, are counted, and leave no content in the log", async () => {
  const witness = running.simulate({ seed: 21, heartbeatSeconds: 1 });
  const uid = witness.agents[0]?.instanceUid ?? "";
  await expect.poll(async () => (await running.client.getAgent({ params: { uid } })).ok).toBe(true);
  const url = running.hub.agentsUrl.replace("ws:", "http:");
  await assert(
    asyncProperty(mutation, async ({ at, cut, put }) => {
      const bytes = mutated(at, cut, put);
      await overWebSocket([bytes, report(), bytes]);
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/x-protobuf" },
        body: bytes.slice(1),
      });
      await answer.arrayBuffer();
      expect([200, 400, 413, 500].includes(answer.status), String(answer.status)).toBe(true);
    }),
    { numRuns: 60, seed: SEED },
  );
  const agent = await running.client.refreshAgent({ params: { uid } });
  expect(agent.ok && agent.data.presence).toBe("connected");
  const metrics = await (await running.get("/metrics")).text();
  const refused = [...metrics.matchAll(/^fleethub_input_refused_total\{.*\} (\d+)$/gm)];
  expect(refused.reduce((sum, match) => sum + Number(match[1]), 0)).toBeGreaterThan(0);
  expect(running.log.join("")).not.toContain(CONTENT);
});

test("bodies of any kind are answered by the API with a problem", async () => {
  const paths = constantFrom(
    "POST /api/v1/configurations",
    "POST /api/v1/check",
    "POST /api/v1/agents/bulk",
    "PATCH /api/v1/agents/0192f1c8-7a3b-7c4d-8e5f-001122334455",
    "PUT /api/v1/agents/0192f1c8-7a3b-7c4d-8e5f-001122334455/configuration",
  );
  const bodies = oneof(
    string({ unit: "binary", maxLength: 60 }),
    constantFrom(
      `{"${CONTENT}":1}`,
      `{"name":"${CONTENT} "}`,
      `{"__proto__":{"admin":true},"name":"a"}`,
      "[".repeat(50_000),
      `{"verb":"restart","uids":["${CONTENT}"]}`,
      "null",
    ),
  );
  await assert(
    asyncProperty(paths, bodies, async (route, body) => {
      const [method = "POST", path = "/"] = route.split(" ");
      const answer = await running.get(path, {
        method,
        headers: { "content-type": "application/json" },
        body,
      });
      await answer.arrayBuffer();
      expect(answer.status, `${route} ${body}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${route} ${body}`).toBeLessThan(500);
    }),
    { numRuns: 100, seed: SEED },
  );
  expect((await running.get("/readyz")).status).toBe(200);
  expect(running.log.join("")).not.toContain(CONTENT);
});

test("bytes that are no HTTP at all are refused on both ports", async () => {
  for (const address of [running.hub.consoleUrl, running.hub.agentsUrl]) {
    const socket = connect(Number(new URL(address).port), "127.0.0.1");
    socket.end(`\u0000\u0001${CONTENT}\r\n\r\n`);
    await new Promise((resolve) => socket.on("close", resolve).resume());
  }
  expect((await running.get("/healthz")).status).toBe(200);
  expect(running.log.join("")).not.toContain(CONTENT);
});
