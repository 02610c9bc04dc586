import { expect, test } from "vitest";
import type { ServerToAgentFields } from "../index.js";
import { ServerErrorResponseType } from "../index.js";
import { fromHex } from "../testing/hex.js";
import {
  ACK_A,
  HEAD_A,
  HEAD_B,
  UID_A,
  UID_B,
  decodeReply,
  testServer,
} from "../testing/test-server.js";

test("Q-01 answers that take time keep the order of their agent and let others pass", async () => {
  const answers: ((reply: ServerToAgentFields | undefined) => void)[] = [];
  const { open } = testServer({
    onReport: (report) =>
      report.instanceUid === UID_A ? new Promise((resolve) => answers.push(resolve)) : undefined,
  });
  const { socket, receive } = open();
  receive(`00${HEAD_A}1001`);
  receive(`00${HEAD_A}1002`);
  receive(`00${HEAD_B}1001`);
  expect(socket.sent).toHaveLength(1);
  expect(answers).toHaveLength(1);
  answers[0]?.({ flags: 1n });
  await Promise.resolve();
  expect(answers).toHaveLength(2);
  answers[1]?.(undefined);
  await Promise.resolve();
  expect(socket.sent.slice(1)).toEqual([`00${HEAD_A}30013807`, ACK_A]);
});

test("X-02 too many waiting reports are answered UNAVAILABLE", () => {
  const { open, refused } = testServer({
    onReport: () => new Promise(() => undefined),
    limits: { waitingReportsMax: 1 },
  });
  const { socket, receive } = open();
  for (let count = 0; count < 3; count += 1) receive(`00${HEAD_A}`);
  const { errorResponse } = decodeReply(fromHex(socket.sent[0] ?? ""));
  expect(errorResponse?.type).toBe(ServerErrorResponseType.Unavailable);
  expect(errorResponse?.Details.value?.retryAfterNanoseconds).toBe(30_000_000_000n);
  expect(refused).toMatchObject([{ problem: { code: "busy" } }]);
});

test("T-24 a peer that never reports is closed", () => {
  const { open, schedule } = testServer({ limits: { firstMessageTimeoutMs: 30_000 } });
  const { socket, connection } = open();
  connection.receiveText(1);
  schedule.advance(29_000);
  expect(socket.closedWith).toBeUndefined();
  schedule.advance(1000);
  expect(socket.closedWith?.code).toBe(1008);
  schedule.advance(5000);
  expect(socket.isTerminated).toBe(true);
});

test("T-25 a silent peer is pinged, and cut when it does not answer", () => {
  const { open, schedule, left, closed } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}`);
  schedule.advance(30_000);
  expect(socket.pings).toBe(1);
  connection.pong();
  schedule.advance(60_000);
  expect(socket.pings).toBe(3);
  expect(socket.isTerminated).toBe(false);
  schedule.advance(30_000);
  expect(socket.isTerminated).toBe(true);
  expect(socket.closedWith).toBeUndefined();
  connection.closed("lost");
  expect(left).toEqual([[UID_A, "silent"]]);
  expect(closed).toEqual(["silent"]);
});

test("T-25 a peer that speaks is not pinged", () => {
  const { open, schedule } = testServer();
  const { socket, receive } = open();
  for (let second = 0; second < 120; second += 20) {
    receive(`00${HEAD_A}`);
    schedule.advance(20_000);
  }
  expect(socket.pings).toBe(0);
});

test("X-08 a peer that does not read is cut", () => {
  const { open, left } = testServer({ limits: { sendQueueSizeBytesMax: 1000 } });
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}`);
  socket.bufferedAmount = 1001;
  receive(`00${HEAD_A}1001`);
  expect(socket.sent).toEqual([ACK_A]);
  expect(socket.isTerminated).toBe(true);
  connection.closed("lost");
  expect(left).toEqual([[UID_A, "overflow"]]);
});

test("D-01 after the last farewell the socket ends when the agent does not end it", () => {
  const { open, schedule, left } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}1001`);
  receive(`00${HEAD_B}1001`);
  receive(`00${HEAD_A}10024a00`);
  expect(left).toEqual([[UID_A, "farewell"]]);
  expect(connection.agents()).toEqual([UID_B]);
  schedule.advance(10_000);
  expect(socket.closedWith).toBeUndefined();
  receive(`00${HEAD_B}10024a00`);
  schedule.advance(5000);
  expect(socket.closedWith?.code).toBe(1000);
  connection.closed("closed");
  expect(left).toHaveLength(2);
});

test("D-01 only a message newer than the farewell brings an agent back", () => {
  const { open, left, schedule } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}10054a00`);
  receive(`00${HEAD_A}1005`);
  expect(connection.agents()).toEqual([]);
  expect(socket.sent).toEqual([ACK_A, ACK_A]);
  receive(`00${HEAD_A}1006`);
  expect(connection.agents()).toEqual([UID_A]);
  schedule.advance(10_000);
  expect(socket.closedWith).toBeUndefined();
  expect(left).toHaveLength(1);
});

test("D-02 when the connection breaks all its agents are gone", () => {
  const { open, left, closed, server } = testServer();
  const { connection, receive } = open();
  receive(`00${HEAD_A}`);
  receive(`00${HEAD_B}`);
  connection.closed("lost");
  connection.closed("lost");
  expect(left).toEqual([
    [UID_A, "lost"],
    [UID_B, "lost"],
  ]);
  expect(closed).toEqual(["lost"]);
  expect(server.connectionCount).toBe(0);
});

test("S-15 an agent can be sent away; the last one takes the socket with it", () => {
  const { open, left, server } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}`);
  receive(`00${HEAD_B}`);
  const [first, second] = connection.agents();
  if (first === undefined || second === undefined) throw new Error("two agents");
  connection.close(first, "revoked");
  expect(socket.closedWith).toBeUndefined();
  expect(server.connection(connection.id)?.push(first, {})).toBe(false);
  connection.close(second, "revoked");
  expect(socket.closedWith).toEqual({ code: 1008, reason: "revoked" });
  expect(left.map(([, reason]) => reason)).toEqual(["removed", "removed"]);
});

test("D-05 draining spreads Close frames, cuts the rest and refuses newcomers", async () => {
  const { open, schedule, server, left } = testServer();
  const peers = Array.from({ length: 4 }, open);
  for (const { receive } of peers) receive(`00${HEAD_A}`);
  const drained = server.drain({ code: 1001, spreadMs: 200 });
  expect(peers.map(({ socket }) => socket.closedWith?.code)).toEqual([
    1001,
    1001,
    undefined,
    undefined,
  ]);
  schedule.advance(100);
  expect(peers.every(({ socket }) => socket.closedWith?.code === 1001)).toBe(true);
  schedule.advance(6000);
  expect(peers.every(({ socket }) => socket.isTerminated)).toBe(true);
  for (const { connection } of peers) connection.closed("lost");
  await drained;
  expect(left.every(([, reason]) => reason === "drained")).toBe(true);
  const request = { transport: "websocket", remoteAddress: "", headers: {} } as const;
  expect(await server.admit(request)).toMatchObject({ status: 503, retryAfterSeconds: 45 });
  expect(schedule.waits.length).toBeLessThanOrEqual(1);
});

test("T-23 more connections than the limit are refused before the upgrade", async () => {
  const { open, server, turnedAway } = testServer({ limits: { connectionsMax: 1 } });
  open();
  const request = { transport: "websocket", remoteAddress: "192.0.2.1", headers: {} } as const;
  expect(await server.admit(request)).toMatchObject({ admitted: false, status: 503 });
  expect(turnedAway).toMatchObject([{ by: "limits", remoteAddress: "192.0.2.1", status: 503 }]);
});
