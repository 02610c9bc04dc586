import { describe, expect, test } from "vitest";
import { harmful, STATED } from "../testing/simulation/change.js";
import { Random } from "../testing/simulation/random.js";
import { trial } from "../testing/simulation/trial.js";
import { DEFAULT_GATES } from "./default-gates.js";
import { MEASURES } from "./gate.js";

const SIZES = { from: 20, to: 80 };
const SEED = 20_261_123;
const STATED_MEASURES = MEASURES.filter((measure) => STATED[measure] !== undefined);

describe("whole rollouts with the default gates, simulated", () => {
  test.each(STATED_MEASURES)("J1 a change that harms by %s is stopped within the reach", (kind) => {
    for (const seed of [SEED, SEED + 1]) {
      const run = trial(kind, seed, SIZES);
      expect(run, `seed ${seed}`).toMatchObject({ isAsStated: true, end: { outcome: "stopped" } });
    }
  });

  test("J2 changes that harm nobody complete", () => {
    for (let seed = SEED; seed < SEED + 20; seed++)
      expect(trial("harmless", seed, SIZES).end, `seed ${seed}`).toMatchObject({
        outcome: "complete",
      });
  });

  test("J1 something is stated of every default gate", () => {
    expect(DEFAULT_GATES.map(({ measure }) => measure)).toEqual(STATED_MEASURES);
  });

  test("the same seed gives the same rollout", () => {
    expect(trial("memory", SEED, SIZES)).toEqual(trial("memory", SEED, SIZES));
    expect(harmful("drops", 100, new Random(1))).toEqual(harmful("drops", 100, new Random(1)));
  });
});
