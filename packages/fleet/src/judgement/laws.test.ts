import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgentId } from "../agent/facts.js";
import { cohorts, judged, LOOK, SOAKED } from "../testing/cohort.js";
import { DEFAULT_GATES } from "./default-gates.js";
import { type GateSpec, MEASURES } from "./gate.js";
import { judgeGates } from "./judge.js";
import { MEASURE_FACTS } from "./measures.js";
import type { AgentSample, Observation, Observations } from "./sample.js";

const SEED = 20_261_123;

const observation: fc.Arbitrary<Observation> = fc.record(
  {
    part: fc.oneof(fc.nat(1_000), fc.constantFrom(0, 1, NaN, Infinity, -1)),
    of: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.constantFrom(0, 1, NaN)),
    points: fc.nat(6),
  },
  { requiredKeys: ["part", "of"] },
);

const observations: fc.Arbitrary<Observations> = fc.dictionary(
  fc.constantFrom(...MEASURES),
  observation,
);

const sample: fc.Arbitrary<AgentSample> = fc.record({
  agent: fc.uuid().map((id) => id as AgentId),
  before: observations,
  after: observations,
});

const cohort = fc.array(sample, { maxLength: 30 });

const gate: fc.Arbitrary<GateSpec> = fc.record({
  measure: fc.constantFrom(...MEASURES),
  against: fc.constantFrom("limit", "rest", "past", "rest-and-past"),
  threshold: fc.constantFrom(0.001, 0.01, 0.2, 0.5),
  sampleMin: fc.integer({ min: 1, max: 10 }),
  stopAt: fc.option(fc.integer({ min: 1, max: 10 })),
});

function always<Given>(given: fc.Arbitrary<Given>, law: (given: Given) => void): void {
  fc.assert(fc.property(given, law), { seed: SEED, numRuns: 200 });
}

describe("whatever agents say", () => {
  test("J8 every gate has one verdict, of finite numbers, in its place and in words", () => {
    always(fc.tuple(fc.array(gate, { maxLength: 4 }), cohort, cohort), ([gates, wave, rest]) => {
      const verdicts = judgeGates(gates, cohorts(wave, rest), SOAKED);
      expect(verdicts.map((one) => one.gate)).toEqual(gates.map((_, place) => place));
      for (const { words, evidence, wave: value, rest: other, past } of verdicts) {
        expect(words).toMatch(/^[\d,]+ (of|agents?) /);
        expect(words).not.toMatch(/NaN|Infinity|undefined|null/);
        const numbers = [
          ...Object.values(evidence),
          ...[value, other, past].map((one) => one ?? 0),
        ];
        expect(numbers.every(Number.isFinite)).toBe(true);
      }
    });
  });

  test("J8 the order of agents means nothing", () => {
    always(fc.tuple(gate, cohort, cohort), ([gate, wave, rest]) => {
      const there = judged(gate, cohorts(wave, rest));
      const back = judged(gate, cohorts(wave.toReversed(), rest.toReversed()));
      expect(back.verdict).toBe(there.verdict);
      expect(back.words).toBe(there.words);
    });
  });

  test("J6 agents that do not report change no verdict, and too few that do never hold", () => {
    always(fc.tuple(gate, cohort, cohort), ([gate, wave, rest]) => {
      const silent = wave.map(({ agent }) => ({ agent, before: {}, after: {} }));
      const there = judged(gate, cohorts(wave, rest), SOAKED);
      const more = judged(gate, cohorts([...wave, ...silent], [...rest, ...silent]), SOAKED);
      expect(more).toMatchObject({ verdict: there.verdict, reporting: there.reporting });
      if (there.reporting < gate.sampleMin) expect(there.verdict).not.toBe("holds");
    });
  });

  test("J4 who does what the rest does, with as many of each, is never stopped by evidence", () => {
    always(fc.tuple(fc.constantFrom(...DEFAULT_GATES), cohort), ([gate, agents]) => {
      if (gate.against === "limit" || agents.length < 5) return;
      const { verdict, evidence } = judged(
        { ...gate, stopAt: null },
        cohorts(agents, agents),
        LOOK,
      );
      if ((evidence.restReporting ?? 0) >= 5) expect(verdict).not.toBe("breached");
    });
  });

  test("J7 a factor that everybody shares changes nothing", () => {
    const rates = fc.array(fc.tuple(fc.integer({ min: 10, max: 500 }), fc.nat(500)), {
      minLength: 5,
      maxLength: 30,
    });
    always(fc.tuple(rates, rates, fc.constantFrom(0.25, 4)), ([wave, rest, factor]) => {
      const moved = (by: number) =>
        judged("throughput", cohorts(agentsOf(wave, by), agentsOf(rest, by)), SOAKED).verdict;
      expect(moved(factor)).toBe(moved(1));
    });
  });
});

test("every measure says what it is", () => {
  expect(Object.keys(MEASURE_FACTS).sort()).toEqual([...MEASURES].sort());
});

function agentsOf(
  rates: readonly (readonly [number, number])[],
  factor: number,
): readonly AgentSample[] {
  return rates.map(([before, after], at) => ({
    agent: `agent-${at}` as AgentId,
    before: { throughput: { part: before * 64, of: 64, points: 5 } },
    after: { throughput: { part: after * 64 * factor, of: 64, points: 5 } },
  }));
}
