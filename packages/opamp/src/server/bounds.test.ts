import { expect, test } from "vitest";
import { ServerErrorResponseType } from "../index.js";
import { badRequest } from "./replies.js";
import { fromHex } from "../testing/hex.js";
import { ACK_A, HEAD_A, UID_A, decodeReply, testServer } from "../testing/test-server.js";

const { Unavailable: UNAVAILABLE, BadRequest: BAD_REQUEST } = ServerErrorResponseType;
const headOf = (agent: number) => `0a10${agent.toString(16).padStart(32, "0")}`;
const typeOf = (hex: string | undefined) => decodeReply(fromHex(hex ?? "")).errorResponse?.type;

test("T-13 D-01 who left first gives way, so that a gateway may outlive its agents", () => {
  const { open } = testServer({ limits: { agentsPerSocketMax: 2 } });
  const { socket, connection, receive } = open();
  for (let agent = 1; agent <= 50; agent += 1) {
    receive(`00${headOf(agent)}1001`);
    receive(`00${headOf(agent)}10024a00`);
  }
  expect(socket.sent.map((hex) => typeOf(hex)).filter((type) => type !== undefined)).toEqual([]);
  receive(`00${headOf(51)}`);
  receive(`00${headOf(52)}`);
  expect(connection.agents()).toHaveLength(2);
  receive(`00${headOf(53)}`);
  expect(typeOf(socket.sent.at(-1))).toBe(BAD_REQUEST);
});

test("X-02 the bytes that wait on one socket are bounded, whoever sent them", () => {
  const { open, refused } = testServer({
    onReport: () => new Promise(() => undefined),
    limits: { waitingSizeBytesMax: 30 },
  });
  const { socket, receive } = open();
  for (const agent of [1, 2, 3]) receive(`00${headOf(agent)}`);
  for (const agent of [1, 2]) receive(`00${headOf(agent)}1001`);
  expect(socket.sent).toEqual([]);
  receive(`00${headOf(3)}1001`);
  expect(typeOf(socket.sent[0])).toBe(UNAVAILABLE);
  expect(refused[0]?.problem.message).toContain("waitingSizeBytesMax of 30");
});

test("X-02 too many reports of one poller at once are answered 503", async () => {
  const answers: (() => void)[] = [];
  const { server, refused } = testServer({
    onReport: () => new Promise<undefined>((resolve) => answers.push(() => resolve(undefined))),
    limits: { waitingReportsMax: 1 },
  });
  const post = () => server.exchange(request(`${HEAD_A}20c550`));
  const [first, second, third] = [post(), post(), post()];
  expect((await third).status).toBe(503);
  expect((await third).headers["retry-after"]).toBe("30");
  expect(refused).toMatchObject([{ problem: { code: "busy" }, transport: "http" }]);
  answers[0]?.();
  expect((await first).status).toBe(200);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.();
  expect((await second).status).toBe(200);
});

test("T-23 more requests at once than the limit are answered 503 before they are read", async () => {
  const { server } = testServer({
    onReport: () => new Promise(() => undefined),
    limits: { requestsMax: 1 },
  });
  void server.exchange(request(HEAD_A));
  const unread = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
      yield await Promise.reject(new Error("the body was read"));
    },
  };
  const answer = await server.exchange({ ...request(HEAD_A), body: unread });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(30);
});

test("T-16 X-08 the bodies of all requests together are bounded, and room comes back", async () => {
  const answers: (() => void)[] = [];
  const { server, refused } = testServer({
    onReport: () => new Promise<undefined>((resolve) => answers.push(() => resolve(undefined))),
    limits: { bodiesSizeBytesMax: 21 },
  });
  const first = server.exchange(request(`${HEAD_A}20c550`));
  await expect.poll(() => answers.length).toBe(1);
  const second = await server.exchange(request(HEAD_A));
  expect(second.status).toBe(503);
  expect(Number(second.headers["retry-after"])).toBeGreaterThanOrEqual(30);
  expect(refused).toMatchObject([
    { problem: { code: "busy", limit: "bodiesSizeBytesMax" }, transport: "http" },
  ]);
  expect(refused[0]?.problem.message).toContain("bodiesSizeBytesMax of 21");
  answers[0]?.();
  expect((await first).status).toBe(200);
  void server.exchange(request(HEAD_A));
  await expect.poll(() => answers.length).toBe(2);
});

test("T-23 connectionsMax: one socket more than it allows is refused by name", async () => {
  const { open, server, turnedAway } = testServer({ limits: { connectionsMax: 2 } });
  const knock = () =>
    server.admit({ transport: "websocket", remoteAddress: "192.0.2.1", headers: {} });
  open();
  expect((await knock()).admitted).toBe(true);
  open();
  expect(await knock()).toMatchObject({ admitted: false, status: 503 });
  expect(turnedAway).toMatchObject([{ limit: "connectionsMax", by: "limits" }]);
});

test("X-08 a peer that pings without end and reads nothing is cut", () => {
  const { open, closed } = testServer({ limits: { sendQueueSizeBytesMax: 1000 } });
  const { socket, connection } = open();
  socket.bufferedAmount = 1000;
  connection.pong();
  expect(socket.isTerminated).toBe(false);
  socket.bufferedAmount = 1001;
  connection.pong();
  expect(socket.isTerminated).toBe(true);
  connection.closed("lost");
  expect(closed).toEqual(["overflow"]);
});

test("X-07 a limit that a part meets is told like one of the whole message", async () => {
  const { open, server, refused } = testServer({
    onReport: (report) => {
      const health = report.decode("health");
      return health.ok ? undefined : badRequest(health.problem.message);
    },
    limits: { mapEntriesMax: 1 },
  });
  const { socket, receive } = open();
  receive(`00${HEAD_A}2a0432020a00`);
  expect(refused).toEqual([]);
  const tooMany = `${HEAD_A}2a0832020a0032020a00`;
  receive(`00${tooMany}`);
  expect(typeOf(socket.sent.at(-1))).toBe(BAD_REQUEST);
  expect((await server.exchange(request(tooMany))).status).toBe(400);
  expect(refused.map(({ transport, problem }) => [transport, problem.limit])).toEqual([
    ["websocket", "mapEntriesMax"],
    ["http", "mapEntriesMax"],
  ]);
});

test("T-10 X-01 what the platform refuses is counted, and ends as refused", () => {
  const { open, refused, closed, left, schedule } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}`);
  connection.failed({ code: "too-large", message: "too large" }, 99);
  receive(`00${HEAD_A}1001`);
  expect(socket.sent).toEqual([ACK_A]);
  expect(refused).toMatchObject([{ problem: { code: "too-large" }, sizeBytes: 99 }]);
  schedule.advance(5000);
  expect(socket.isTerminated).toBe(true);
  connection.closed("lost");
  expect(left).toEqual([[UID_A, "refused"]]);
  expect(closed).toEqual(["refused"]);
});

test("D-05 few sockets are spread over the whole time too", () => {
  const { open, schedule, server } = testServer();
  const peers = Array.from({ length: 4 }, open);
  void server.drain({ spreadMs: 4000 });
  const closedCount = () => peers.filter(({ socket }) => socket.closedWith !== undefined).length;
  expect(closedCount()).toBe(1);
  schedule.advance(1000);
  expect(closedCount()).toBe(2);
  schedule.advance(2000);
  expect(closedCount()).toBe(4);
});

function request(hex: string) {
  return {
    method: "POST",
    headers: { "content-type": "application/x-protobuf" },
    remoteAddress: "192.0.2.1",
    body: {
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve(fromHex(hex));
      },
    },
  };
}
