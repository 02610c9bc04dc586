import { expect, test } from "vitest";
import { ServerErrorResponseType, parseInstanceUid } from "../index.js";
import { fromHex } from "../testing/hex.js";
import {
  ACK_A,
  ACK_B,
  HEAD_A,
  HEAD_B,
  UID_A,
  UID_B,
  decodeReply,
  testServer,
} from "../testing/test-server.js";

const uidOf = (text: string) => {
  const parsed = parseInstanceUid(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const { BadRequest: BAD_REQUEST } = ServerErrorResponseType;

test("T-03 Q-01 Q-02 a report is answered once, with the reporter's instance UID", () => {
  const { socket, receive } = testServer().open();
  receive(`00${HEAD_A}20c550`);
  receive(`00${HEAD_A}100120c550`);
  expect(socket.sent).toEqual([ACK_A, ACK_A]);
});

test("P1 acknowledgements share memory only on sockets that copy what they send", () => {
  const { socket, receive } = testServer().open();
  receive(`00${HEAD_A}20c550`);
  const [first] = socket.lastParts;
  receive(`00${HEAD_B}20c550`);
  expect(socket.sent).toEqual([ACK_A, ACK_B]);
  expect(socket.lastParts[0]).not.toBe(first);
});

test("T-06 a frame without header is answered with one", () => {
  const { socket, receive } = testServer().open();
  receive(`${HEAD_A}20c550`);
  expect(socket.sent).toEqual([ACK_A]);
});

test("T-04 T-08 a wrong header is answered BAD_REQUEST and nothing else", () => {
  const { open, refused } = testServer();
  const { socket, receive } = open();
  receive(`01${HEAD_A}20c550`);
  receive(`${"80".repeat(11)}00`);
  expect(socket.sent.map((hex) => decodeReply(fromHex(hex)).errorResponse?.type)).toEqual([
    BAD_REQUEST,
    BAD_REQUEST,
  ]);
  expect(refused.map(({ problem }) => problem.code)).toEqual(["frame-header", "frame-header"]);
  receive(`00${HEAD_A}20c550`);
  expect(socket.sent.at(-1)).toBe(ACK_A);
});

test("T-09 a text message is refused and the connection lives on", () => {
  const { open, refused } = testServer();
  const { socket, connection, receive } = open();
  connection.receiveText(5);
  expect(refused).toMatchObject([{ problem: { code: "text-frame" }, sizeBytes: 5 }]);
  receive(`00${HEAD_A}20c550`);
  expect(socket.sent.at(-1)).toBe(ACK_A);
});

test("T-10 a message above the limit closes the socket with 1009", () => {
  const { open, closed } = testServer({ limits: { messageSizeBytesMax: 20 } });
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}20c550`);
  expect(socket.closedWith?.code).toBe(1009);
  connection.closed("closed");
  expect(closed).toEqual(["refused"]);
});

test("T-11 a message above the outbound limit is not sent and counted", () => {
  const { open, unsent, server } = testServer({
    onReport: () => ({ customMessage: { data: new Uint8Array(100) } }),
    limits: { replySizeBytesMax: 64 },
  });
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}20c550`);
  expect(socket.sent).toEqual([ACK_A]);
  expect(
    connection.push(uidOf(UID_A), server.encode({ customMessage: { data: new Uint8Array(99) } })),
  ).toBe(false);
  expect(unsent).toMatchObject([{ reason: "too-large" }, { reason: "too-large", uid: UID_A }]);
});

test("T-13 agents on one socket are told apart, in replies and pushes", () => {
  const seen: [string, bigint][] = [];
  const { open } = testServer({
    onReport: (report) => {
      seen.push([report.instanceUid, report.sequenceNum]);
      return undefined;
    },
  });
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}1001`);
  receive(`00${HEAD_B}1005`);
  receive(`00${HEAD_A}1002`);
  expect(socket.sent).toEqual([ACK_A, ACK_B, ACK_A]);
  expect(seen).toEqual([
    [UID_A, 1n],
    [UID_B, 5n],
    [UID_A, 2n],
  ]);
  expect(connection.agents()).toEqual([UID_A, UID_B]);
  expect(connection.push(uidOf(UID_B), { flags: 1n })).toBe(true);
  expect(socket.sent.at(-1)).toBe(`00${HEAD_B}30013807`);
  expect(connection.push(uidOf("00000000-0000-0000-0000-000000000000"), {})).toBe(false);
});

test("T-13 no more agents than the limit share a socket", () => {
  const { open, refused } = testServer({ limits: { agentsPerSocketMax: 1 } });
  const { socket, receive } = open();
  receive(`00${HEAD_A}`);
  receive(`00${HEAD_B}`);
  const reply = decodeReply(fromHex(socket.sent[1] ?? ""));
  expect(reply.errorResponse?.type).toBe(BAD_REQUEST);
  expect(reply.errorResponse?.errorMessage).toContain("agentsPerSocketMax of 1");
  expect(refused).toMatchObject([{ problem: { code: "too-many-agents" } }]);
});

test("P6 a push to many shares its bytes", () => {
  const { open, server } = testServer();
  const { socket, connection, receive } = open();
  receive(`00${HEAD_A}`);
  const offer = server.encode({ flags: 1n });
  connection.push(uidOf(UID_A), offer);
  expect(socket.lastParts[1]).toBe(offer.tail);
});

test("X-01 X-03 a malformed message is answered with its instance UID and an error alone", () => {
  const { open, refused } = testServer();
  const { socket, receive } = open();
  receive(`00${HEAD_A}2a05`);
  const reply = decodeReply(fromHex(socket.sent[0] ?? ""));
  expect(socket.sent[0]?.startsWith(`00${HEAD_A}`)).toBe(true);
  expect(reply.errorResponse?.type).toBe(BAD_REQUEST);
  expect(reply.capabilities).toBe(0n);
  expect(refused).toMatchObject([{ problem: { code: "malformed" }, sizeBytes: 21 }]);
});

test("T-05 I-01 a wrong instance UID is answered with none", () => {
  const { socket, receive } = testServer().open();
  for (const hex of ["00", "000a03010203", `000a1a${"41".repeat(26)}`]) receive(hex);
  for (const hex of socket.sent) {
    const reply = decodeReply(fromHex(hex));
    expect(reply.instanceUid).toHaveLength(0);
    expect(reply.errorResponse?.type).toBe(BAD_REQUEST);
  }
  expect(socket.sent).toHaveLength(3);
});

test("X-04 a handler that throws makes an error answer, not a crash", () => {
  const { open, unsent } = testServer({
    onReport: () => {
      throw new Error("broken");
    },
  });
  const { socket, receive } = open();
  receive(`00${HEAD_A}`);
  const reply = decodeReply(fromHex(socket.sent[0] ?? ""));
  expect(reply.errorResponse?.type).toBe(ServerErrorResponseType.Unknown);
  expect(unsent).toMatchObject([{ uid: UID_A, reason: "fault" }]);
});

test("X-03 an answer with fields that exclude each other is not sent", () => {
  const { open, unsent } = testServer({ onReport: () => ({ command: {}, flags: 1n }) });
  const { socket, receive } = open();
  receive(`00${HEAD_A}`);
  expect(decodeReply(fromHex(socket.sent[0] ?? "")).errorResponse).toBeDefined();
  expect(unsent).toMatchObject([{ reason: "fault", error: { code: "exclusive-fields" } }]);
});
