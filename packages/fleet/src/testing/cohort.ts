import type { AgentId } from "../agent/facts.js";
import { DEFAULT_GATES } from "../judgement/default-gates.js";
import type { GateSpec, GateVerdict, Measure } from "../judgement/gate.js";
import { type JudgeContext, judgeGates } from "../judgement/judge.js";
import type { AgentSample, Cohorts, Observation, Observations } from "../judgement/sample.js";

/** Observations of one measure: a number is itself of 1. */
export function seen(measure: Measure, value: number | Observation | null): Observations {
  if (value === null) return {};
  return { [measure]: typeof value === "number" ? { part: value, of: 1 } : value };
}

/** So many agents that all show the same of one measure. */
export function alike(
  count: number,
  measure: Measure,
  after: number | Observation | null,
  before: number | Observation | null = null,
  name = `a${String(after)}${String(before)}`,
): readonly AgentSample[] {
  return Array.from({ length: count }, (_, at) => ({
    agent: `${name}-${at}` as AgentId,
    before: seen(measure, before),
    after: seen(measure, after),
  }));
}

export function cohorts(wave: readonly AgentSample[], rest: readonly AgentSample[] = []): Cohorts {
  return { wave, rest, since: 1_000_000, lookBackMs: 3_600_000 };
}

export function items(part: number, of: number, points = 2): Observation {
  return { part, of, points };
}

/** A look while the soak goes on, and one when it is over. */
export const LOOK: JudgeContext = { now: 2_000_000, isSoakOver: false };
export const SOAKED: JudgeContext = { ...LOOK, isSoakOver: true };

export function gateOf(measure: Measure): GateSpec {
  const gate = DEFAULT_GATES.find((one) => one.measure === measure);
  if (gate === undefined) throw new Error(`no default gate for ${measure}`);
  return gate;
}

/** What one gate, or the default gate of a measure, says. */
export function judged(gate: GateSpec | Measure, samples: Cohorts, look = LOOK): GateVerdict {
  const [verdict] = judgeGates([typeof gate === "string" ? gateOf(gate) : gate], samples, look);
  if (verdict === undefined) throw new Error("no verdict");
  return verdict;
}
