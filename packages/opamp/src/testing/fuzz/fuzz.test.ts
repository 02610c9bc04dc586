import { expect, test } from "vitest";
import { toHex } from "../hex.js";
import { FrameMaker } from "./frames.js";
import { type Target, fuzz } from "./run.js";

const SEED = 20_261_123;
const FRAMES = 2000;

const now = () => performance.now();

test.each<Target>(["codec", "connection"])("X-07 mutated frames do no harm: %s", (target) => {
  const { found, frames } = fuzz({ target, seed: SEED, frames: FRAMES, now });
  const frame = found && `index ${found.index}: ${String(found.error)} ${toHex(found.frame)}`;
  expect(frame).toBeUndefined();
  expect(frames).toBe(FRAMES);
});

test("the same seed makes the same frames, in whatever order they are asked for", () => {
  const one = new FrameMaker(SEED);
  const other = new FrameMaker(SEED);
  const backwards = [9, 5, 1].map((index) => toHex(other.frame("to-server", index)));
  const forwards = [1, 5, 9].map((index) => toHex(one.frame("to-server", index)));
  expect(forwards).toEqual(backwards.toReversed());
  expect(new Set(forwards).size).toBe(3);
  expect(toHex(new FrameMaker(SEED + 1).frame("to-agent", 1))).not.toBe(
    toHex(one.frame("to-agent", 1)),
  );
});

test("frames of every fate are made: taken, refused, and refused by our limits or checks alone", () => {
  const { verdicts } = fuzz({ target: "codec", seed: SEED, frames: 2000, now });
  for (const count of Object.values(verdicts)) expect(count).toBeGreaterThan(20);
});
