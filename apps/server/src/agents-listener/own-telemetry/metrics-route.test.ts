import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { fromBinary, fromJsonString, toJsonString } from "@bufbuild/protobuf";
import {
  OWN_METRICS_PATH,
  type OwnExport,
  StoreUnavailable,
  type Taken,
} from "@fleethub/control-plane";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import {
  ExportMetricsServiceRequestSchema,
  ExportMetricsServiceResponseSchema,
  StatusSchema,
} from "../../gen/opentelemetry/collector/metrics/v1/metrics_service_pb.js";
import { CLOSED_ROUTES } from "./closed-routes.js";
import { type MetricsRouteOptions, metricsRoute } from "./metrics-route.js";
import { countMessages } from "./count-messages.js";
import { readExport } from "./read-export.js";
import { decodeRequest } from "./wire.js";
import { INTAKE_LIMITS } from "./limits.js";

const frame = (name: string) =>
  readFileSync(new URL(`../../../testdata/own-telemetry/${name}.bin`, import.meta.url));

const PROTOBUF = { "content-type": "application/x-protobuf" };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

interface Door {
  readonly url: string;
  readonly taken: OwnExport[];
  post(body: Uint8Array | string, headers?: Record<string, string>): Promise<Response>;
}

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function openDoor(over: Partial<MetricsRouteOptions> = {}): Promise<Door> {
  const taken: OwnExport[] = [];
  const take = async (own: OwnExport): Promise<Taken> => {
    taken.push(own);
    return { kind: "taken" };
  };
  const route = metricsRoute({ desk: { take }, gate: { refuseFor: () => null }, ...over });
  const made = createServer((request, response) => route.answer(request, response));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  if (address === null || typeof address === "string") throw new Error("It listens on a port.");
  const url = `http://127.0.0.1:${address.port}${OWN_METRICS_PATH}`;
  return {
    url,
    taken,
    post: (body, headers = PROTOBUF) => fetch(url, { method: "POST", headers, body }),
  };
}

const statusOf = async (response: Response) =>
  fromBinary(StatusSchema, new Uint8Array(await response.arrayBuffer()));

test("what a supervised Collector sends is taken under its instance UID", async () => {
  const door = await openDoor();
  const response = await door.post(frame("supervised-0.149"));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/x-protobuf");
  expect((await response.arrayBuffer()).byteLength).toBe(0);
  const [own] = door.taken;
  expect(own?.uid).toBe("01a2053c-fb76-7ae3-b633-75cb1b5400bf");
  expect(own?.readings).toContainEqual({
    name: "otelcol_exporter_send_failed_spans",
    value: 1,
    kind: "cumulative",
    startedAt: expect.any(Number),
    at: expect.any(Number),
    attributes: { exporter: "otlp" },
  });
  const rss = own?.readings.find(({ name }) => name === "otelcol_process_memory_rss");
  expect(rss).toMatchObject({ kind: "gauge", value: 41_541_632 });
});

test("gzip and JSON say the same as plain protobuf", async () => {
  const door = await openDoor();
  const bytes = frame("failing-0.159");
  const request = fromBinary(ExportMetricsServiceRequestSchema, bytes);
  const json = toJsonString(ExportMetricsServiceRequestSchema, request, { enumAsInteger: true });
  await door.post(bytes);
  await door.post(gzipSync(bytes), { ...PROTOBUF, "content-encoding": "gzip" });
  const answered = await door.post(json, JSON_TYPE);
  expect(await answered.text()).toBe("{}");
  await door.post(gzipSync(json), { ...JSON_TYPE, "content-encoding": "gzip" });
  expect(door.taken.length).toBe(4);
  for (const own of door.taken) expect(own).toEqual(door.taken[0]);
});

test("what belongs to nobody known is a partial success that says so", async () => {
  const reason = "No agent of this hub is that.";
  const take = async () => ({ kind: "refused", because: "unknown-agent", reason }) as const;
  const door = await openDoor({ desk: { take } });
  const response = await door.post(frame("supervised-0.149"));
  expect(response.status).toBe(200);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { partialSuccess } = fromBinary(ExportMetricsServiceResponseSchema, bytes);
  expect(partialSuccess).toMatchObject({ rejectedDataPoints: 11n, errorMessage: reason });
  const nameless = await door.post('{"resourceMetrics":[{}]}', JSON_TYPE);
  const said = fromJsonString(ExportMetricsServiceResponseSchema, await nameless.text());
  expect(said.partialSuccess?.errorMessage).toContain("service.instance.id");
});

test("what one agent cannot have waiting any more is asked for again", async () => {
  const reason = "Too many exports of this agent wait already.";
  const take = async () => ({ kind: "refused", because: "too-much", reason }) as const;
  const door = await openDoor({ desk: { take } });
  const response = await door.post(frame("supervised-0.149"));
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "5"]);
  expect((await statusOf(response)).message).toBe(reason);
});

test("what is no export is refused in the encoding it came in", async () => {
  const door = await openDoor();
  const broken = await door.post(new Uint8Array([0x0a, 0xff, 0x01]));
  expect(broken.status).toBe(400);
  expect((await statusOf(broken)).message).toContain("ExportMetricsServiceRequest");
  const noJson = await door.post("{", JSON_TYPE);
  expect(noJson.status).toBe(400);
  expect(await noJson.json()).toMatchObject({ code: 3 });
  expect((await door.post("x", { "content-type": "text/plain" })).status).toBe(415);
  expect((await door.post("x", { ...PROTOBUF, "content-encoding": "br" })).status).toBe(415);
  expect((await door.post("x", { ...PROTOBUF, "content-encoding": "gzip" })).status).toBe(400);
  const get = await fetch(door.url);
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  expect(door.taken).toEqual([]);
});

test("bodies are bounded as they arrive and as they unpack, and so is what is in them", async () => {
  const limits = { bodySizeBytesMax: 4096, unpackedSizeBytesMax: 8192, pointsMax: 5 };
  const door = await openDoor({ limits });
  const large = await door.post(new Uint8Array(5000));
  expect(large.status).toBe(413);
  expect((await statusOf(large)).message).toContain("4096");
  const chunked = await fetch(door.url, {
    method: "POST",
    headers: PROTOBUF,
    body: new Blob([new Uint8Array(5000)]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(413);
  const bomb = gzipSync(new Uint8Array(1_000_000));
  const bombed = await door.post(bomb, { ...PROTOBUF, "content-encoding": "gzip" });
  expect(bombed.status).toBe(413);
  expect((await statusOf(bombed)).message).toContain("8192");
  const many = await door.post(frame("supervised-0.149"));
  expect(many.status).toBe(413);
  expect((await statusOf(many)).message).toContain("More than 5 numbers");
});

test("what is small as it is sent and dear to decode is refused before it is decoded", async () => {
  const door = await openDoor();
  const empty = Buffer.alloc(2_000_000);
  for (let at = 0; at < empty.length; at += 2) empty[at] = 0x0a;
  const packed = gzipSync(empty);
  expect(packed.length).toBeLessThan(4_096);
  const bombed = await door.post(packed, { ...PROTOBUF, "content-encoding": "gzip" });
  expect(bombed.status).toBe(413);
  expect((await statusOf(bombed)).message).toContain("More than 150000 messages");
  const text = `{"resourceMetrics":[${"{},".repeat(200_000)}{}]}`;
  expect((await door.post(text, JSON_TYPE)).status).toBe(413);
  expect(door.taken).toEqual([]);
});

test("messages are counted at every depth, and what cannot be read counts as far as it can", () => {
  const bytes = frame("supervised-0.149");
  const count = (of: Uint8Array, max = 100_000) =>
    countMessages(ExportMetricsServiceRequestSchema, of, max);
  const all = count(bytes);
  expect(all).toBeGreaterThan(60);
  expect(count(bytes, 50)).toBe(51);
  expect(count(bytes.subarray(0, bytes.length / 2))).toBeLessThan(all);
  expect(count(Uint8Array.of(0x07, 0xff))).toBe(1);
});

test("too many at once, load and a database that is away: come back later", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const take = async (): Promise<Taken> => {
    await held;
    return { kind: "taken" };
  };
  const door = await openDoor({ desk: { take }, limits: { bodiesAtOnceMax: 1 } });
  const first = door.post(frame("supervised-0.149"));
  await expect.poll(async () => (await door.post(new Uint8Array())).status).toBe(429);
  const second = await door.post(new Uint8Array());
  expect(second.headers.get("retry-after")).toBe("5");
  expect((await statusOf(second)).code).toBe(8);
  release();
  expect((await first).status).toBe(200);

  const busy = await openDoor({ gate: { refuseFor: () => 30 } });
  const refused = await busy.post(frame("supervised-0.149"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);

  const away = async (): Promise<Taken> => {
    throw new StoreUnavailable("away");
  };
  const alone = await openDoor({ desk: { take: away } });
  const later = await alone.post(frame("supervised-0.149"));
  expect([later.status, later.headers.get("retry-after")]).toEqual([503, "5"]);
  expect((await statusOf(later)).code).toBe(14);
});

test("no bytes and no text do more than be refused", () => {
  const answers = (bytes: Uint8Array, encoding: "protobuf" | "json") => {
    const decoded = decodeRequest(bytes, encoding, INTAKE_LIMITS.messagesMax);
    if (decoded !== null && decoded !== "too-many") readExport(decoded, INTAKE_LIMITS);
  };
  const real = frame("retrying-0.149");
  fc.assert(
    fc.property(fc.nat({ max: real.length - 1 }), fc.nat({ max: 255 }), (place, value) => {
      const bytes = Uint8Array.from(real);
      bytes[place] = value;
      answers(bytes, "protobuf");
    }),
    { seed: 6, numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.json(), (text) => answers(new TextEncoder().encode(text), "json")),
    { seed: 6, numRuns: 300 },
  );
  answers(new Uint8Array(100_000).fill(0x0b), "protobuf");
  answers(new TextEncoder().encode("[".repeat(100_000)), "json");
});

test("traces and logs are answered with where they belong", async () => {
  for (const route of CLOSED_ROUTES) {
    const closed = createServer((request, response) => route.answer(request, response));
    server = closed;
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const address = closed.address();
    if (address === null || typeof address === "string") throw new Error("It listens on a port.");
    const response = await fetch(`http://127.0.0.1:${address.port}${route.path}`, {
      method: "POST",
      body: "x",
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("/v1/metrics");
    closed.closeAllConnections();
    closed.close();
  }
});
