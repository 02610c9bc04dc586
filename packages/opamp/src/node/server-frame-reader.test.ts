import { expect, test } from "vitest";
import { binaryFrame, clientFrame, cutAt } from "../testing/client-frames.js";
import { toHex } from "../testing/hex.js";
import { readFrames } from "../testing/read-frames.js";
import { FrameReader } from "./server-frame-reader.js";

const BINARY = 0x82;
const TEXT = 0x81;
const PING = 0x89;
const PONG = 0x8a;
const CLOSE = 0x88;
const FRAGMENT = 0x02;
const CONTINUATION = 0x00;
const LAST = 0x80;

function payload(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => index * 7);
}

function frame(first: number, size: number | Uint8Array = 3): Buffer {
  return clientFrame({ first, payload: typeof size === "number" ? payload(size) : size });
}

const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])("a message of %i bytes", (size) => {
  const expected = [`message ${toHex(payload(size))}`];
  const bytes = binaryFrame(payload(size));
  expect(readFrames([bytes])).toEqual(expected);
  for (const at of [1, 2, 3, 5, 6, 9, 13, 14, bytes.length - 1]) {
    expect(readFrames(cutAt(binaryFrame(payload(size)), [at]))).toEqual(expected);
  }
});

test("T-12 frames of every kind, cut at every byte", () => {
  const stream = Buffer.concat([
    frame(BINARY, 40),
    frame(FRAGMENT, 5),
    frame(PING, utf8("alive?")),
    frame(CONTINUATION, 130),
    frame(PONG, 0),
    frame(LAST, 2),
    frame(TEXT, utf8("grüß")),
    frame(BINARY, 0),
    frame(CLOSE, Uint8Array.of(3, 232)),
  ]);
  const whole = readFrames([Uint8Array.from(stream)]);
  expect(whole).toEqual([
    `message ${toHex(payload(40))}`,
    `ping ${toHex(utf8("alive?"))}`,
    "pong",
    `message ${toHex(payload(5))}${toHex(payload(130))}${toHex(payload(2))}`,
    "text 6",
    "message ",
    "close 1000",
  ]);
  for (let at = 1; at < stream.length; at += 1) {
    expect(readFrames(cutAt(stream, [at]))).toEqual(whole);
  }
  expect(readFrames(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(whole);
});

test("many messages in one chunk come in order, and what is cut off waits", () => {
  const bytes = Buffer.concat([1, 2, 3].map((size) => binaryFrame(payload(size))));
  expect(readFrames([bytes.subarray(0, -1)])).toEqual(["message 00", "message 0007"]);
});

test.each([
  ["unmasked", clientFrame({ first: BINARY, payload: payload(3), isMasked: false })],
  ["an unmasked ping", clientFrame({ first: PING, payload: payload(0), isMasked: false })],
  ["the first reserved bit", frame(BINARY | 0x40)],
  ["the second reserved bit", frame(BINARY | 0x20)],
  ["the third reserved bit", frame(BINARY | 0x10)],
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((code) => [`opcode ${code}`, frame(0x80 | code)]),
  ["a continuation of nothing", frame(LAST)],
  ["a message inside another", Buffer.concat([frame(FRAGMENT), frame(BINARY)])],
  ["a ping in fragments", frame(PING & 0x7f)],
  ["a ping of 126 bytes", frame(PING, 126)],
  ["a close code of one byte", frame(CLOSE, 1)],
  ["a close code that none may send", frame(CLOSE, Uint8Array.of(3, 237))],
] as [string, Buffer][])("1002 for %s", (_, bytes) => {
  expect(readFrames([Buffer.concat([bytes, binaryFrame(payload(1))])])).toEqual(["fault 1002"]);
});

test.each([
  ["text", frame(TEXT, Uint8Array.of(0xc3, 0x28))],
  ["the reason of a Close frame", frame(CLOSE, Uint8Array.of(3, 232, 0xff))],
  [
    "text in fragments",
    Buffer.concat([frame(0x01, Uint8Array.of(0xc3)), frame(LAST, Uint8Array.of(0x28))]),
  ],
])("T-09 1007 for %s that is not UTF-8", (_, bytes) => {
  expect(readFrames([bytes])).toEqual(["fault 1007"]);
});

test("T-09 text may be cut inside a character", () => {
  const [first, second] = cutAt(utf8("ü"), [1]);
  const frames = [frame(0x01, first), frame(LAST, second)];
  expect(readFrames(frames)).toEqual(["text 2"]);
});

test("T-10 1009 as soon as a length above the limit is announced", () => {
  expect(readFrames([binaryFrame(payload(101))], 100)).toEqual(["fault 1009"]);
  expect(readFrames([binaryFrame(payload(100))], 100)).toHaveLength(1);
  const announced = frame(BINARY, 70_000).subarray(0, 10);
  expect(readFrames([announced], 65_536)).toEqual(["fault 1009"]);
  const endless = Buffer.from("82ffffffffffffffffff", "hex");
  expect(readFrames([endless])).toEqual(["fault 1009"]);
});

test("T-10 T-12 the limit counts all fragments of a message", () => {
  const fragments = [frame(FRAGMENT, 60), frame(PING, 60), frame(LAST, 41)];
  expect(readFrames(fragments, 100).at(-1)).toBe("fault 1009");
  expect(readFrames([frame(FRAGMENT, 60), frame(LAST, 40)], 100)).toHaveLength(1);
});

test("messages are plain views that later bytes do not change", () => {
  const messages: Uint8Array[] = [];
  const nothing = () => undefined;
  const sink = { onText: nothing, onPing: nothing, onPong: nothing, onClose: nothing };
  const reader = new FrameReader(
    { ...sink, onFault: nothing, onMessage: (message) => messages.push(message) },
    1000,
  );
  for (const size of [10, 200, 300]) {
    for (const chunk of cutAt(binaryFrame(payload(size)), [size])) reader.read(chunk);
  }
  expect(messages).toEqual([payload(10), payload(200), payload(300)]);
  for (const message of messages) expect(Object.getPrototypeOf(message)).toBe(Uint8Array.prototype);
});

test("a reader that is stopped inside a call tells nothing more", () => {
  const told: number[] = [];
  const nothing = () => undefined;
  const sink = { onText: nothing, onPing: nothing, onPong: nothing, onClose: nothing };
  const onMessage = (message: Uint8Array) => {
    told.push(message.length);
    reader.stop();
  };
  const reader = new FrameReader({ ...sink, onFault: nothing, onMessage }, 1000);
  reader.read(Buffer.concat([binaryFrame(payload(1)), binaryFrame(payload(2))]));
  expect(told).toEqual([1]);
});
