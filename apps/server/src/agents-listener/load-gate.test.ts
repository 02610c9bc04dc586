import { describe, expect, test } from "vitest";
import { createLateness, LOOP_DELAY_MAX_MS } from "./load-gate.js";

const LATE = LOOP_DELAY_MAX_MS + 1;

describe("the gate for newcomers", () => {
  test("one stall sends nobody away", () => {
    const isLoad = createLateness();
    expect([LATE, 20, LATE, 20].map(isLoad)).toEqual([false, false, false, false]);
  });

  test("a loop that stays late does, until it has caught up", () => {
    const isLoad = createLateness();
    expect([LATE, LATE, LATE, LOOP_DELAY_MAX_MS, LATE].map(isLoad)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
