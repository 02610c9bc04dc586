import { expect, test } from "vitest";
import { toHex } from "../testing/hex.js";
import { SharedFrame, webSocketFrame } from "./server-frame.js";

function frame(...sizes: number[]): Buffer {
  return Buffer.concat(webSocketFrame(sizes.map((size) => new Uint8Array(size).fill(0xee))));
}

test.each([
  [0, "8200"],
  [21, "8215"],
  [125, "827d"],
  [126, "827e007e"],
  [1024, "827e0400"],
  [1025, "827e0401"],
  [65_535, "827effff"],
  [65_536, "827f0000000000010000"],
])("a message of %i bytes has the header %s", (size, header) => {
  const bytes = frame(size);
  expect(bytes.subarray(0, header.length / 2).toString("hex")).toBe(header);
  expect(bytes).toHaveLength(header.length / 2 + size);
});

test("pieces follow each other, and large ones are not copied", () => {
  expect(frame(2, 3).toString("hex")).toBe("8205eeeeeeeeee");
  const tail = new Uint8Array(2000);
  expect(webSocketFrame([new Uint8Array(19), tail]).at(-1)).toBe(tail);
});

test("a shared frame is written to again until somebody keeps it", () => {
  const shared = new SharedFrame();
  const first = shared.of(Uint8Array.of(1, 2));
  expect(toHex(first)).toBe("82020102");
  const second = shared.of(Uint8Array.of(3, 4));
  expect(second).toBe(first);
  expect(toHex(second)).toBe("82020304");
  shared.giveAway();
  expect(shared.of(Uint8Array.of(5, 6))).not.toBe(second);
  expect(toHex(second)).toBe("82020304");
  expect(toHex(shared.of(Uint8Array.of(7)))).toBe("820107");
});
