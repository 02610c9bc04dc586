import { describe, expect, test } from "vitest";
import { Random } from "../testing/simulation/random.js";
import {
  type Count,
  countedShare,
  evidenceOfHarm,
  evidenceOfNone,
  type Expectation,
  knownShare,
  meanShare,
} from "./evidence.js";

const SEED = 20_261_123;
const AGENTS = 100;

/** The share of 2,000 runs in which evidence for harm ever passes one to 20, though agents are harmed by chance alone. */
function alarms(share: number, expectation: (chance: Random) => Expectation): number {
  const chance = new Random(SEED);
  const runs = 2_000;
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const isAlarm = alarmOf(expectation(chance));
    const count = { harmed: 0, judged: 0 };
    while (count.judged < AGENTS) {
      count.judged += 1;
      if (chance.isTrue(share)) count.harmed += 1;
      if (!isAlarm(count)) continue;
      alarms += 1;
      break;
    }
  }
  return alarms / runs;
}

const known = new Map<string, readonly number[]>();

/** For each number of judged agents the least harmed ones that are an alarm, worked out once per expectation. */
function alarmOf(expected: Expectation): (count: Count) => boolean {
  const key = JSON.stringify(expected);
  const least = known.get(key) ?? leastAlarms(expected);
  known.set(key, least);
  return ({ harmed, judged }) => harmed >= (least[judged] ?? Infinity);
}

function leastAlarms(expected: Expectation): readonly number[] {
  const least = [Infinity];
  let harmed = 0;
  for (let judged = 1; judged <= AGENTS; judged++) {
    const isAlarm = () => evidenceOfHarm({ harmed, judged }, expected) >= Math.log(20);
    while (harmed <= judged && !isAlarm()) harmed += 1;
    least.push(harmed <= judged ? harmed : Infinity);
    harmed = Math.min(harmed, judged);
  }
  return least;
}

describe("evidence may be looked at after every agent", () => {
  test("J3 a share that is laid down is called harm no more often than stated", () => {
    expect(
      alarms(0.01, () => knownShare(0.01, 0.05)),
      `seed ${SEED}`,
    ).toBeLessThan(0.05);
  });

  test("J3 so is a share that others show, few as they may be", () => {
    for (const others of [5, 20, 200]) {
      const counted = (chance: Random) => {
        const harmed = Array.from({ length: others }, () => chance.isTrue(0.1)).filter(Boolean);
        return countedShare({ harmed: harmed.length, judged: others }, 0.2, 0.1);
      };
      expect(alarms(0.1, counted), `seed ${SEED}, ${others} others`).toBeLessThan(0.05);
    }
  });
});

describe("what counts say", () => {
  const limit = knownShare(0.005, 0.045);

  test("nobody judged is no evidence either way", () => {
    const none: Count = { harmed: 0, judged: 0 };
    expect(evidenceOfHarm(none, limit)).toBeCloseTo(0);
    expect(evidenceOfNone(none, limit)).toBeCloseTo(0);
  });

  test("one more harmed agent is more evidence for harm, one more unharmed less", () => {
    for (let harmed = 0; harmed < 20; harmed++) {
      const here = evidenceOfHarm({ harmed, judged: 20 }, limit);
      expect(evidenceOfHarm({ harmed: harmed + 1, judged: 20 }, limit)).toBeGreaterThan(here);
      expect(evidenceOfHarm({ harmed, judged: 21 }, limit)).toBeLessThan(here);
    }
  });

  test("few others leave the share open, many pin it down", () => {
    const wave = { harmed: 4, judged: 4 };
    const few = evidenceOfHarm(wave, countedShare({ harmed: 0, judged: 5 }, 0.2, 0.1));
    const many = evidenceOfHarm(wave, countedShare({ harmed: 0, judged: 500 }, 0.2, 0.1));
    expect(few).toBeLessThan(Math.log(1_000));
    expect(many).toBeGreaterThan(Math.log(1_000));
    expect(meanShare(countedShare({ harmed: 50, judged: 1_000 }, 0.2, 0.1))).toBeCloseTo(0.05, 2);
  });

  test("no count is so large that the evidence is no number", () => {
    for (const harmed of [0, 1, 5_000, 10_000])
      expect(evidenceOfHarm({ harmed, judged: 10_000 }, limit)).toSatisfy(Number.isFinite);
  });
});
