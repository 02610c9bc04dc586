import type { Measure } from "./gate.js";
import { MEASURE_FACTS } from "./measures.js";
import type { AgentSample, Observation } from "./sample.js";

/** Items that an agent must have moved in a stretch of time before a share or a ratio of them means anything. */
export const ITEMS_MIN = 10;

/** What a cohort says of one measure, agent by agent; NaN where one does not say. */
export interface Readings {
  readonly after: Float64Array;
  readonly before: Float64Array;
  /** Exports that `after` rests on; infinite where it is no matter of exports. */
  readonly points: Float64Array;
  /** The cohort's value, in the unit of the measure; null where nobody reports it. */
  readonly value: number | null;
  readonly past: number | null;
}

export function readingsOf(measure: Measure, cohort: readonly AgentSample[]): Readings {
  const after = new Float64Array(cohort.length);
  const before = new Float64Array(cohort.length);
  const points = new Float64Array(cohort.length);
  const sums = { after: newSum(), before: newSum() };
  cohort.forEach((sample, at) => {
    const [now, past] = [sample.after[measure], sample.before[measure]];
    points[at] = now?.points ?? Infinity;
    after[at] = add(sums.after, measure, now);
    before[at] = add(sums.before, measure, past);
    if (measure === "throughput" && (past?.part ?? 0) < ITEMS_MIN) before[at] = NaN;
  });
  return {
    after,
    before,
    points,
    value: cohortValue(measure, after, sums.after),
    past: cohortValue(measure, before, sums.before),
  };
}

export function median(values: Float64Array): number | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

interface Sum {
  part: number;
  of: number;
  agents: number;
}

function newSum(): Sum {
  return { part: 0, of: 0, agents: 0 };
}

/** The value of one observation; NaN where it means nothing. */
function add(sum: Sum, measure: Measure, seen: Observation | undefined): number {
  if (seen === undefined) return NaN;
  const { kind } = MEASURE_FACTS[measure];
  const { part, of } = seen;
  if (!Number.isFinite(part) || !Number.isFinite(of) || part < 0 || of <= 0) return NaN;
  if (kind === "items" && of < ITEMS_MIN) return NaN;
  const counted = kind === "agents" ? Number(part > 0) : part;
  sum.part += counted;
  sum.of += kind === "agents" ? 1 : of;
  sum.agents += 1;
  if (kind === "agents") return counted;
  return kind === "items" ? Math.min(1, part / of) : part / of;
}

/** Of amounts that of the median agent, of all else the share of all together. */
function cohortValue(measure: Measure, values: Float64Array, { part, of, agents }: Sum) {
  if (MEASURE_FACTS[measure].kind === "amount") return median(values);
  return agents === 0 ? null : Math.min(1, part / of);
}
