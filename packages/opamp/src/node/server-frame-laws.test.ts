import * as fc from "fast-check";
import * as ws from "ws";
import { expect, test } from "vitest";
import { type ClientFrame, clientFrame, cutAt } from "../testing/client-frames.js";
import { toHex } from "../testing/hex.js";
import { readFrames } from "../testing/read-frames.js";
import { unmask } from "./server-unmask.js";

const SEED = 20_261_123;
const LIMIT = 400;

/** What `ws` exports beside its types. */
interface WithReceiver {
  readonly Receiver: new (options: object) => NodeJS.WritableStream;
}

/** What the receiver of `ws` tells about the same bytes. */
async function readByWs(chunks: readonly Uint8Array[]): Promise<string[]> {
  const told: string[] = [];
  const { Receiver } = ws as unknown as WithReceiver;
  const receiver = new Receiver({ isServer: true, maxPayload: LIMIT });
  let isOver = false;
  receiver.on("message", (data: Uint8Array, isBinary: boolean) => {
    told.push(isBinary ? `message ${toHex(data)}` : `text ${data.length}`);
  });
  receiver.on("ping", (data: Uint8Array) => told.push(`ping ${toHex(data)}`));
  receiver.on("pong", () => told.push("pong"));
  receiver.on("conclude", (code: number) => {
    isOver = true;
    told.push(`close ${code}`);
  });
  receiver.on("error", (error: Error) => told.push(`fault ${closeCodeOf(error)}`));
  for (const chunk of chunks) {
    if (!isOver) receiver.write(chunk as Buffer);
  }
  // Errors of a stream are told in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return told;
}

function closeCodeOf(error: Error): number {
  const code = "code" in error ? String(error.code) : "";
  if (code === "WS_ERR_INVALID_UTF8") return 1007;
  return code.startsWith("WS_ERR_UNSUPPORTED_") ? 1009 : 1002;
}

const often = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary, weight: 8 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary, weight: 1 });
const payload = fc.oneof(
  often(fc.uint8Array({ maxLength: 140 })),
  seldom(fc.uint8Array({ minLength: 120, maxLength: LIMIT + 10 })),
  often(
    fc.string({ unit: "grapheme", maxLength: 10 }).map((text) => new TextEncoder().encode(text)),
  ),
  seldom(fc.integer({ min: 0, max: 65_535 }).map((code) => Uint8Array.of(code >> 8, code))),
  seldom(fc.constantFrom(Uint8Array.of(3, 232), Uint8Array.of(15, 160, 0x6f, 0x6b))),
);
const frame: fc.Arbitrary<ClientFrame> = fc.record({
  first: fc.oneof(
    often(fc.constantFrom(0x82, 0x82, 0x82, 0x81, 0x89, 0x8a, 0x02, 0x01, 0x00, 0x80)),
    seldom(fc.constantFrom(0x88)),
    seldom(fc.integer({ min: 0, max: 255 })),
  ),
  payload,
  key: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  isMasked: fc.integer({ min: 0, max: 40 }).map((chance) => chance > 0),
  lengthSizeBytes: fc.constantFrom(0, 0, 0, 2, 8),
});

test("any frames, cut in any way, are read as the receiver of ws reads them", async () => {
  const cuts = fc.array(fc.nat({ max: 1200 }), { maxLength: 30 });
  const frames = fc.array(frame, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(frames, cuts, async (sent, places) => {
      const stream = Buffer.concat(sent.map(clientFrame));
      const expected = await readByWs(cutAt(stream, []));
      expect(readFrames(cutAt(stream, []), LIMIT)).toEqual(expected);
      expect(readFrames(cutAt(stream, places), LIMIT)).toEqual(expected);
      expect(await readByWs(cutAt(stream, places))).toEqual(expected);
    }),
    { seed: SEED, numRuns: 600 },
  );
});

test("any bytes at all are read as the receiver of ws reads them", async () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.array(fc.nat({ max: 60 }), { maxLength: 5 }),
      async (stream, places) => {
        const expected = await readByWs(cutAt(stream, []));
        expect(readFrames(cutAt(stream, places), LIMIT)).toEqual(expected);
      },
    ),
    { seed: SEED, numRuns: 1500 },
  );
});

test("a mask is taken off at any address and length", () => {
  const inputs = [
    fc.uint8Array({ maxLength: 300 }),
    fc.nat({ max: 9 }),
    fc.nat({ max: 9 }),
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
  ] as const;
  fc.assert(
    fc.property(...inputs, (content, offset, before, key) => {
      const memory = new Uint8Array(offset + before + content.length + 5).fill(0xaa);
      const bytes = memory.subarray(offset);
      bytes.set(
        content.map((byte, index) => byte ^ (key[index % 4] ?? 0)),
        before,
      );
      unmask(bytes, before, before + content.length, key, 0);
      expect(bytes.subarray(before, before + content.length)).toEqual(content);
      const around = [...memory.subarray(0, offset + before), ...memory.subarray(-5)];
      expect(around.every((byte) => byte === 0xaa)).toBe(true);
    }),
    { seed: SEED, numRuns: 1500 },
  );
});
