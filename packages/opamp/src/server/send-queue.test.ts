import { expect, test } from "vitest";
import { fromHex } from "../testing/hex.js";
import { HEAD_A, HEAD_B, UID_A, UID_B, decodeReply, testServer } from "../testing/test-server.js";
import { type InstanceUid, isInstanceUid } from "../instance-uid.js";
import { encodeOnce } from "../encode.js";
import type { ServerToAgentReply } from "./handler.js";
import { PUSH_WAITS_ABOVE_SIZE_BYTES } from "./send-queue.js";

function uid(text: string): InstanceUid {
  if (!isInstanceUid(text)) throw new Error("no instance UID");
  return text;
}

const config = (name: string, sizeBytes = 1) => ({
  remoteConfig: {
    configHash: new TextEncoder().encode(name),
    config: { configMap: { "": { body: new Uint8Array(sizeBytes) } } },
  },
});

/** A socket with both agents on it that does not drain, and what was sent since, by hash or kind. */
function slowPeer(limits = {}) {
  const answer: { next: ServerToAgentReply } = { next: undefined };
  const peer = testServer({ limits, onReport: () => answer.next });
  const { socket, connection, receive } = peer.open();
  receive(`00${HEAD_A}`);
  receive(`00${HEAD_B}`);
  socket.sent.length = 0;
  socket.bufferedAmount = PUSH_WAITS_ABOVE_SIZE_BYTES + 1;
  const sent = () =>
    socket.sent.map((hex) => {
      const { remoteConfig, customMessage, instanceUid } = decodeReply(fromHex(hex));
      const to = hex.includes(HEAD_A) ? "a" : instanceUid.length > 0 ? "b" : "?";
      const text = new TextDecoder().decode(remoteConfig?.configHash ?? customMessage?.data);
      return `${to}:${text}`;
    });
  const drain = () => {
    socket.bufferedAmount = 0;
    connection.drained();
  };
  return { ...peer, answer, socket, connection, receive, sent, drain };
}

test("X-08 a remote config that waits is replaced by a newer one, for each agent apart", () => {
  const { connection, sent, drain } = slowPeer();
  for (const name of ["1", "2", "3"]) expect(connection.push(uid(UID_A), config(name))).toBe(true);
  connection.push(uid(UID_B), config("4"));
  connection.push(uid(UID_A), config("5"));
  expect(sent()).toEqual([]);
  drain();
  expect(sent().toSorted()).toEqual(["a:5", "b:4"]);
});

test("X-08 what is no remote config waits in its order", () => {
  const { connection, sent, drain } = slowPeer();
  const custom = (text: string) => ({ customMessage: { data: new TextEncoder().encode(text) } });
  connection.push(uid(UID_A), custom("x"));
  connection.push(uid(UID_A), config("1"));
  connection.push(uid(UID_A), { ...config("2"), ...custom("y") });
  connection.push(uid(UID_A), custom("z"));
  connection.push(uid(UID_A), config("3"));
  drain();
  expect(sent()).toEqual(["a:x", "a:2", "a:z", "a:3"]);
});

test("X-08 an answer with a remote config overtakes one that waits, an acknowledgement does not", () => {
  const { answer, connection, receive, sent, drain } = slowPeer();
  connection.push(uid(UID_A), config("older"));
  receive(`00${HEAD_A}1001`);
  expect(sent()).toEqual(["a:"]);
  answer.next = config("newer");
  receive(`00${HEAD_A}1002`);
  drain();
  expect(sent()).toEqual(["a:", "a:newer"]);
});

test("X-08 what waits follows within a second where nobody tells that the socket drained", () => {
  const { connection, socket, schedule, sent } = slowPeer();
  connection.push(uid(UID_A), config("1"));
  schedule.advance(1000);
  expect(sent()).toEqual([]);
  socket.bufferedAmount = 0;
  schedule.advance(1000);
  expect(sent()).toEqual(["a:1"]);
  connection.push(uid(UID_A), config("2"));
  expect(sent()).toEqual(["a:1", "a:2"]);
});

test("X-08 sendQueueSizeBytesMax: at the limit a push waits, beyond it the socket ends as overflow", () => {
  const message = encodeOnce(config("1", 5000), 7n);
  const sizeBytes = PUSH_WAITS_ABOVE_SIZE_BYTES + 1 + 19 + message.tail.length;
  const { connection, socket, left, closed } = slowPeer({ sendQueueSizeBytesMax: sizeBytes });
  expect(connection.push(uid(UID_A), message)).toBe(true);
  expect(connection.push(uid(UID_A), message)).toBe(true);
  expect(socket.isTerminated).toBe(false);
  expect(connection.push(uid(UID_B), message)).toBe(false);
  expect(socket.isTerminated).toBe(true);
  connection.closed("lost");
  expect(left).toEqual([
    [UID_A, "overflow"],
    [UID_B, "overflow"],
  ]);
  expect(closed).toEqual(["overflow"]);
});

test("X-08 one message to all agents of a gateway counts once while it waits", () => {
  const message = encodeOnce(config("1", 5000), 7n);
  const limits = {
    sendQueueSizeBytesMax: PUSH_WAITS_ABOVE_SIZE_BYTES + 1 + 2 * 19 + message.tail.length,
  };
  const { connection, socket } = slowPeer(limits);
  expect(connection.push(uid(UID_A), message)).toBe(true);
  expect(connection.push(uid(UID_B), message)).toBe(true);
  expect(socket.isTerminated).toBe(false);
});

test("X-08 nothing is sent to an agent that left while it waited", () => {
  const { connection, receive, sent, drain } = slowPeer();
  connection.push(uid(UID_A), config("1"));
  connection.push(uid(UID_B), config("2"));
  receive(`00${HEAD_A}10014a00`);
  drain();
  expect(sent()).toEqual(["a:", "b:2"]);
});
