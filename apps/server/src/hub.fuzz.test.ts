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
const BODIES = 100;
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

/** The sum of a counter over its labels. */
async function counted(metric: string): Promise<number> {
  const metrics = await (await running.get("/metrics")).text();
  const values = [...metrics.matchAll(new RegExp(`^${metric}(?:\\{.*\\})? (\\d+)$`, "gm"))];
  return values.reduce((sum, match) => sum + Number(match[1]), 0);
}

/** Another agent is still heard: its heartbeats arrive, and the hub answers it. */
async function witnessIsServed(uid: string): Promise<void> {
  const before = await running.client.getAgent({ params: { uid } });
  if (!before.ok) throw new Error(before.problem.detail);
  const refreshed = await running.client.refreshAgent({ params: { uid } });
  expect(refreshed.ok && refreshed.data.presence).toBe("connected");
  await expect
    .poll(async () => {
      const agent = await running.client.getAgent({ params: { uid } });
      return agent.ok && (agent.data.lastSeenAt ?? "") > (before.data.lastSeenAt ?? "");
    })
    .toBe(true);
}

test("mutated frames and bodies harm nobody, are counted, and leave no content in the log", async () => {
  const witness = running.simulate({ seed: 21, heartbeatSeconds: 1 });
  const uid = witness.agents[0]?.instanceUid ?? "";
  await expect.poll(async () => (await running.client.getAgent({ params: { uid } })).ok).toBe(true);
  const url = running.hub.agentsUrl.replace("ws:", "http:");
  const before = await Promise.all([
    counted("fleethub_input_refused_total"),
    counted("fleethub_reports_total"),
  ]);
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
  await witnessIsServed(uid);
  const [refused = 0, reports = 0] = before;
  expect(await counted("fleethub_input_refused_total")).toBeGreaterThan(refused);
  expect(await counted("fleethub_reports_total")).toBeGreaterThan(reports);
  const handshakes = await running.client.listHandshakes();
  expect(handshakes.ok && JSON.stringify(handshakes.data)).not.toContain(CONTENT);
  expect(running.log.join("")).toContain("input was refused");
  expect(running.log.join("")).not.toContain(CONTENT);
});

test("bodies of any kind are answered by the API with a problem", async () => {
  const paths = constantFrom(
    "POST /api/v1/configurations",
    "POST /api/v1/check",
    "POST /api/v1/agents/bulk",
    "PATCH /api/v1/agents/0192f1c8-7a3b-7c4d-8e5f-001122334455",
    "PUT /api/v1/agents/0192f1c8-7a3b-7c4d-8e5f-001122334455/configuration",
    "POST /api/v1/configurations/edge/revisions",
    "POST /api/v1/policies",
    "PUT /api/v1/policies/masked",
    "POST /api/v1/policies/masked/exceptions",
    "POST /api/v1/policies/try",
  );
  const bodies = oneof(
    string({ unit: "binary", maxLength: 60 }),
    constantFrom(
      `{"${CONTENT}":1}`,
      `{"name":"${CONTENT} "}`,
      `{"__proto__":{"admin":true},"name":"a"}`,
      "[".repeat(50_000),
      `{"verb":"restart","uids":["${CONTENT}"]}`,
      `{"labels":{"__proto__":"${CONTENT}"}}`,
      `{"content":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
      `{"query":"${CONTENT}:${CONTENT}","verb":"restart"}`,
      `{"rule":{"kind":"${CONTENT}"},"content":"a"}`,
      `{"rule":{"kind":"expression","expression":"${"(".repeat(9_000)}"},"content":"a"}`,
      `{"variables":{"__proto__":"${CONTENT}"}}`,
      `{"content":"a: b","layers":[{"configuration":"__proto__","revision":-1}]}`,
      `{"query":"","reason":"${CONTENT}","until":"never"}`,
      "null",
    ),
  );
  const answers = () => counted("fleethub_http_request_duration_seconds_count");
  const before = await answers();
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
    { numRuns: BODIES, seed: SEED },
  );
  expect((await running.get("/readyz")).status).toBe(200);
  expect(await answers()).toBeGreaterThanOrEqual(before + BODIES);
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
