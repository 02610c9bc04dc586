import { expect, test } from "vitest";
import { decodeFrame, encodeFrame } from "./frame.js";
import { fromHex, toHex } from "./testing/hex.js";

const A1 = "0a100192f0a0b0c07d0e8f0011223344556620c550";

/** What comes out of a frame, as hex, or the code of the refusal. */
function read(hex: string): string {
  const result = decodeFrame(fromHex(hex));
  return result.ok ? toHex(result.value) : result.problem.code;
}

test("T-03 a frame is the byte 00 and the message", () => {
  expect(toHex(encodeFrame(fromHex(A1)))).toBe(`00${A1}`);
  expect(read(`00${A1}`)).toBe(A1);
});

test("T-04 a header other than 0 is refused", () => {
  expect(read(`01${A1}`)).toBe("frame-header");
});

test("T-05 the header alone holds an empty message", () => {
  expect(read("00")).toBe("");
});

test("T-06 a message without header is taken as it is", () => {
  expect(read(A1)).toBe(A1);
  expect(read("")).toBe("");
  expect(read("800101")).toBe("800101");
});

test("T-07 a zero in more than one byte is accepted", () => {
  expect(read(`8000${A1}`)).toBe(A1);
  expect(read(`${"80".repeat(9)}00${A1}`)).toBe(A1);
});

test("T-08 an endless header is refused", () => {
  expect(read(`${"80".repeat(11)}00`)).toBe("frame-header");
  expect(read(`${"80".repeat(10)}00`)).toBe("frame-header");
  expect(read("80")).toBe("frame-header");
});
