import { request as httpRequest } from "node:http";
import { once } from "node:events";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { ServerErrorResponseType, decodeServerToAgent } from "../index.js";
import type { RefusedInput } from "../server/index.js";
import { fromHex, toHex } from "../testing/hex.js";
import { startNodeServer } from "../testing/node-server.js";
import { HEAD_A, HEAD_B, UID_A } from "../testing/test-server.js";

const A1 = fromHex(`${HEAD_A}20c550`);
const ACK = `${HEAD_A}3807`;
let running: Awaited<ReturnType<typeof startNodeServer>> | undefined;

async function start(options?: Parameters<typeof startNodeServer>[0]) {
  running = await startNodeServer(options);
  return running;
}

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function bodyOf(response: Response): Promise<string> {
  return toHex(new Uint8Array(await response.arrayBuffer()));
}

async function errorOf(response: Response) {
  const message = decodeServerToAgent(new Uint8Array(await response.arrayBuffer()));
  return message.ok ? message.value.errorResponse : undefined;
}

test("T-01 T-14 Q-01 Q-02 a POST is answered with the reporter's instance UID", async () => {
  const { post } = await start();
  const response = await post(A1);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/x-protobuf");
  expect(await bodyOf(response)).toBe(ACK);
});

test("T-14 a chunked body is read", async () => {
  const { post } = await start();
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(A1.subarray(0, 7));
      controller.enqueue(A1.subarray(7));
      controller.close();
    },
  });
  expect(await bodyOf(await post(chunks))).toBe(ACK);
});

test("T-15 a gzip body is read like a plain one", async () => {
  const { post } = await start();
  expect(await bodyOf(await post(gzipSync(A1), { "content-encoding": "gzip" }))).toBe(ACK);
});

test("T-16 T-17 bodies above the limit, also inflated ones, are answered 413", async () => {
  const { post } = await start({ limits: { messageSizeBytesMax: 1000 } });
  const large = new Uint8Array(1001);
  expect((await post(large)).status).toBe(413);
  expect((await post(gzipSync(large), { "content-encoding": "gzip" })).status).toBe(413);
  expect((await post(A1)).status).toBe(200);
});

test("X-08 a small body that inflates to 64 times the limit is refused at the limit", async () => {
  const { post } = await start({ limits: { messageSizeBytesMax: 1024 * 1024 } });
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 1 });
  const before = process.memoryUsage().arrayBuffers;
  expect((await post(bomb, { "content-encoding": "gzip" })).status).toBe(413);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});

test.each([
  ["gzip", "gzip"],
  ["gzip;q=0", undefined],
  ["*", "gzip"],
  ["br, gzip;q=0.5", "gzip"],
  ["identity", undefined],
  ["gzip;q=0, *", undefined],
  [undefined, undefined],
])("T-18 Accept-Encoding %s is answered with Content-Encoding %s", async (accept, expected) => {
  const { url } = await start();
  const request = httpRequest(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-protobuf",
      ...(accept !== undefined && { "accept-encoding": accept }),
    },
  });
  request.end(A1);
  const [response] = await once(request, "response");
  const chunks: Buffer[] = await response.toArray();
  const body = Buffer.concat(chunks);
  expect(response.headers["content-encoding"]).toBe(expected);
  expect(toHex(expected === "gzip" ? gunzipSync(body) : body)).toBe(ACK);
});

test("T-19 another Content-Encoding is answered 415", async () => {
  const { post } = await start();
  expect((await post(A1, { "content-encoding": "br" })).status).toBe(415);
});

test("T-20 X-01 what cannot be read is answered 400 with BAD_REQUEST", async () => {
  const refused: RefusedInput[] = [];
  const handler = {
    onReport: () => undefined,
    onRefused: (input: RefusedInput) => {
      refused.push(input);
    },
  };
  const { post } = await start({ handler });
  const answers = [
    await post(fromHex("ffff")),
    await post(fromHex("0a00")),
    await post(A1, { "content-encoding": "gzip" }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(400);
    expect((await errorOf(answer))?.type).toBe(ServerErrorResponseType.BadRequest);
  }
  expect(refused.map(({ problem }) => problem.code)).toEqual(["malformed", "instance-uid", "body"]);
});

test("T-21 HEAD is answered 200, other methods 405, other content types 415", async () => {
  const { url, post } = await start();
  expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
  const put = await fetch(url, {
    method: "PUT",
    body: A1,
    headers: { "content-type": "application/x-protobuf" },
  });
  expect(put.status).toBe(405);
  expect(put.headers.get("allow")).toBe("POST, HEAD");
  expect((await fetch(url)).status).toBe(405);
  expect((await post(A1, { "content-type": "application/json" })).status).toBe(415);
});

test("T-22 the instance UID in the body counts, not the one in a header", async () => {
  const { post } = await start();
  expect(await bodyOf(await post(A1, { "opamp-instance-uid": "whatever" }))).toBe(ACK);
});

test("T-02 T-23 a refused POST is answered before its body is decoded", async () => {
  let reports = 0;
  const { post } = await start({
    handler: {
      onReport: () => {
        reports += 1;
        return undefined;
      },
    },
    admit: ({ headers }) =>
      headers.authorization === undefined
        ? { admitted: false, status: 401, message: "Send a token." }
        : { admitted: false, status: 503, message: "Busy.", retryAfterSeconds: 30 },
  });
  const unauthorized = await post(A1);
  expect([unauthorized.status, await unauthorized.text()]).toEqual([401, "Send a token.\n"]);
  const busy = await post(A1, { authorization: "Bearer x" });
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "30"]);
  expect(reports).toBe(0);
});

test("X-02 an UNAVAILABLE answer becomes 503 with Retry-After", async () => {
  const { post } = await start({
    handler: {
      onReport: () => ({
        errorResponse: {
          type: ServerErrorResponseType.Unavailable,
          Details: { case: "retryInfo", value: { retryAfterNanoseconds: 44_000_000_001n } },
        },
      }),
    },
  });
  const response = await post(A1);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "45"]);
  expect((await errorOf(response))?.Details.case).toBe("retryInfo");
});

test("T-11 an answer above the outbound limit is not sent", async () => {
  const { post } = await start({
    handler: { onReport: () => ({ customMessage: { data: new Uint8Array(1000) } }) },
    limits: { replySizeBytesMax: 100 },
  });
  const response = await post(A1);
  expect([response.status, await bodyOf(response)]).toEqual([500, ""]);
});

test("Q-01 two requests of one agent at once are handled one after the other", async () => {
  const log: string[] = [];
  const release: (() => void)[] = [];
  const { post } = await start({
    handler: {
      onReport: async (report, connection) => {
        const name = `${connection.id === `http-${UID_A}` ? "A" : "B"}${report.sequenceNum}`;
        log.push(`${name} in`);
        if (name !== "B1") await new Promise<void>((resolve) => release.push(resolve));
        log.push(`${name} out`);
        return undefined;
      },
    },
  });
  const first = post(fromHex(`${HEAD_A}1001`));
  await expect.poll(() => release.length).toBe(1);
  const second = post(fromHex(`${HEAD_A}1002`));
  await post(fromHex(`${HEAD_B}1001`));
  release[0]?.();
  await first;
  await expect.poll(() => release.length).toBe(2);
  release[1]?.();
  await second;
  expect(log).toEqual(["A1 in", "B1 in", "B1 out", "A1 out", "A2 in", "A2 out"]);
});

test("D-05 a draining server answers 503 with Retry-After", async () => {
  const { opamp, post } = await start();
  await opamp.drain();
  const response = await post(A1);
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(30);
});
