import type { GateAgainst, GateSpec, Measure } from "./gate.js";
import { MEASURE_FACTS } from "./measures.js";
import type { AgentSample, Observation } from "./sample.js";

/** Items that an agent must have moved in a stretch of time before a share of them means anything. */
export const ITEMS_MIN = 10;

/** An agent that loses more than this share of its items shows harm plainly. */
export const PLAIN_LOSS = 0.5;

/** It must have lost no more than this before. */
export const PLAIN_LOSS_BEFORE = 0.05;

/** An agent that sends less than this share of what it sent shows harm plainly. */
export const PLAIN_SILENCE = 0.1;

/** Exports that plain harm must have lasted for. */
export const PLAIN_POINTS = 2;

/** What one agent shows of one gate's measure. */
export interface Showing {
  /** Its distance from what was to be expected is above the threshold. */
  readonly isHarmed: boolean;
  /** So far above it that one agent tells. */
  readonly isPlain: boolean;
}

/** Tells harm of single agents: made once per look from the agents that it is compared with. */
export interface HarmScale {
  /** Null: the agent does not report what is needed. */
  readonly showingOf: (sample: AgentSample) => Showing | null;
  /** What the typical agent of the rest does: a ratio or a difference of shares; 1 or 0 where there is no rest. */
  readonly typical: number;
}

export function harmScale(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  rest: readonly AgentSample[],
): HarmScale {
  const { kind, harm } = MEASURE_FACTS[measure];
  const needsBefore = against === "past" || against === "rest-and-past";
  const moveOf = (sample: AgentSample) => move(measure, sample, needsBefore);

  if (kind === "agents")
    return {
      typical: 0,
      showingOf: (sample) => {
        const change = moveOf(sample);
        return change === null ? null : { isHarmed: change > 0, isPlain: change > 0 };
      },
    };

  const neutral = kind === "items" || against === "limit" ? 0 : 1;
  const usesRest = against === "rest" || against === "rest-and-past";
  const typical = usesRest
    ? (median(rest.flatMap((sample) => moveOf(sample) ?? [])) ?? neutral)
    : neutral;
  const excessOf = (change: number) => {
    if (kind === "items") return change - typical;
    if (against === "limit") return change;
    const ratio = typical > 0 ? change / typical : 1;
    return harm === "more" ? ratio - 1 : 1 - ratio;
  };
  return {
    typical,
    showingOf: (sample) => {
      const change = moveOf(sample);
      if (change === null) return null;
      const isBelowLimit = against === "limit" && harm === "less";
      const isHarmed = isBelowLimit ? change < threshold : excessOf(change) > threshold;
      return { isHarmed, isPlain: isHarmed && isPlain(measure, sample) };
    },
  };
}

/** The value of an observation; null where it means nothing. */
export function valueOf(measure: Measure, seen: Observation | undefined): number | null {
  if (seen === undefined) return null;
  const { part, of } = seen;
  if (!Number.isFinite(part) || !Number.isFinite(of) || part < 0 || of <= 0) return null;
  const { kind } = MEASURE_FACTS[measure];
  if (kind === "items") return of < ITEMS_MIN ? null : Math.min(1, part / of);
  return kind === "agents" ? Number(part > 0) : part / of;
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** How an agent moved: for agents and items the difference, for amounts the ratio; without a before, its value. */
function move(
  measure: Measure,
  { before, after }: AgentSample,
  needsBefore: boolean,
): number | null {
  const now = valueOf(measure, after[measure]);
  if (now === null || !needsBefore) return now;
  const past = valueOf(measure, before[measure]);
  if (MEASURE_FACTS[measure].kind === "agents") return now - (past ?? 0);
  if (past === null) return null;
  if (MEASURE_FACTS[measure].kind === "items") return now - past;
  const isIdle = measure === "throughput" && (before[measure]?.part ?? 0) < ITEMS_MIN;
  return past > 0 && !isIdle ? now / past : null;
}

function isPlain(measure: Measure, { before, after }: AgentSample): boolean {
  const { kind } = MEASURE_FACTS[measure];
  if (kind !== "items" && measure !== "throughput") return true;
  const now = valueOf(measure, after[measure]);
  const past = valueOf(measure, before[measure]);
  if (now === null || past === null) return false;
  if ((after[measure]?.points ?? PLAIN_POINTS) < PLAIN_POINTS) return false;
  return kind === "items"
    ? now > PLAIN_LOSS && past <= PLAIN_LOSS_BEFORE
    : now < past * PLAIN_SILENCE;
}
