import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  instanceUidFromBytes,
  instanceUidToBytes,
  isInstanceUid,
  makeInstanceUid,
  parseInstanceUid,
} from "./instance-uid.js";
import { fromHex } from "./testing/hex.js";

const TEXT = "0192f0a0-b0c0-7d0e-8f00-112233445566";
const BYTES = fromHex("0192f0a0b0c07d0e8f00112233445566");

test("an instance UID is 16 bytes or canonical UUID text", () => {
  expect(instanceUidFromBytes(BYTES)).toEqual({ ok: true, value: TEXT });
  expect(parseInstanceUid(TEXT.toUpperCase())).toEqual({ ok: true, value: TEXT });
  expect(isInstanceUid(TEXT.toUpperCase())).toBe(false);
});

test("I-01 any 16 bytes are accepted, every other length is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 32 }), (bytes) => {
      const result = instanceUidFromBytes(bytes);
      expect(result.ok).toBe(bytes.length === 16);
      if (result.ok) expect(instanceUidToBytes(result.value)).toEqual(bytes);
      else expect(result.problem.message).toContain(`${bytes.length} bytes`);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("text that is no UUID is refused", () => {
  for (const text of ["", "01ARZ3NDEKTSV4RRFFQ69G5FAV", `${TEXT} `, TEXT.replaceAll("-", "")]) {
    expect(parseInstanceUid(text).ok).toBe(false);
  }
});

test("I-02 a fresh instance UID is a UUIDv7 of the given time", () => {
  const uid = makeInstanceUid(0x0192f0a0b0c0, fromHex("ffffffffffffffffffff"));
  expect(uid).toBe("0192f0a0-b0c0-7fff-bfff-ffffffffffff");
  expect(makeInstanceUid(0, new Uint8Array(10))).toBe("00000000-0000-7000-8000-000000000000");
});

test("a UUIDv7 cannot be made without time or randomness", () => {
  expect(() => makeInstanceUid(-1, new Uint8Array(10))).toThrow("nowMs");
  expect(() => makeInstanceUid(2 ** 48, new Uint8Array(10))).toThrow("nowMs");
  expect(() => makeInstanceUid(0, new Uint8Array(9))).toThrow("random");
});
