import { expect, test } from "vitest";
import { clientFrame } from "../testing/client-frames.js";
import { Arrivals } from "./server-arrivals.js";
import type { FrameFault } from "./server-frame-fault.js";
import { FrameReader } from "./server-frame-reader.js";

const MAX = 1000;

/** A reader that shares the room with others, and what it told. */
function readerIn(arrivals: Arrivals) {
  const messages: number[] = [];
  const faults: FrameFault[] = [];
  const nothing = () => undefined;
  const sink = { onText: nothing, onPing: nothing, onPong: nothing, onClose: nothing };
  const told = {
    onMessage: (message: Uint8Array) => messages.push(message.length),
    onFault: (fault: FrameFault) => faults.push(fault),
  };
  const reader = new FrameReader({ ...sink, ...told }, 10_000, arrivals);
  /** Reads so many bytes of the payload of a frame of 5,000. */
  const begin = (sizeBytes: number) => {
    const frame = clientFrame({ first: 0x82, payload: new Uint8Array(5000) });
    reader.read(Uint8Array.from(frame.subarray(0, 8)));
    reader.read(Uint8Array.from(frame.subarray(8, 8 + sizeBytes)));
  };
  return { reader, messages, faults, begin };
}

test("X-08 arrivingSizeBytesMax: at the limit all wait, beyond it who holds most is closed", () => {
  const arrivals = new Arrivals(MAX);
  const [small, large, last] = [readerIn(arrivals), readerIn(arrivals), readerIn(arrivals)];
  small.begin(300);
  large.begin(600);
  last.begin(100);
  expect(arrivals.sizeBytes).toBe(MAX);
  expect(large.faults).toEqual([]);
  last.reader.read(new Uint8Array(1));
  expect(large.faults).toMatchObject([
    { closeCode: 1013, problem: { code: "busy", limit: "arrivingSizeBytesMax" } },
  ]);
  expect([...small.faults, ...last.faults]).toEqual([]);
  expect(arrivals.sizeBytes).toBe(401);
  large.reader.read(new Uint8Array(700));
  expect(arrivals.sizeBytes).toBe(401);
});

test("X-08 a reader may be the one that holds most itself, and reads no further", () => {
  const arrivals = new Arrivals(MAX);
  const { begin, faults, messages } = readerIn(arrivals);
  begin(1001);
  expect(faults).toHaveLength(1);
  expect(messages).toEqual([]);
  expect(arrivals.sizeBytes).toBe(0);
});

test("X-08 room comes back with a whole message and with a socket that is gone", () => {
  const arrivals = new Arrivals(10_000);
  const [whole, gone] = [readerIn(arrivals), readerIn(arrivals)];
  whole.begin(4999);
  gone.begin(2000);
  expect(arrivals.sizeBytes).toBe(6999);
  whole.reader.read(new Uint8Array(1));
  expect(whole.messages).toEqual([5000]);
  expect(arrivals.sizeBytes).toBe(2000);
  gone.reader.stop();
  expect(arrivals.sizeBytes).toBe(0);
});
