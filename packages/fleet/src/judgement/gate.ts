import type { Millis } from "../agent/facts.js";

/**
 * What a gate looks at. Of the first ones every agent tells (outcomes, presence, health); the others need the agent's
 * own telemetry, and agents without it are not judged by them.
 */
export const MEASURES = [
  "failed-to-apply",
  "rejected",
  "disconnects",
  "flaps",
  "unhealthy",
  "restarts",
  "time-to-apply",
  "send-failures",
  "drops",
  "refused",
  "throughput",
  "memory",
] as const;

export type Measure = (typeof MEASURES)[number];

/** What a wave's value is held against. */
export type GateAgainst =
  /** The threshold itself. */
  | "limit"
  /** The agents of the same groups that do not have the revision. */
  | "rest"
  /** The same agents before they got it. */
  | "past"
  /** The change of the wave against the change of the rest in the same time. */
  | "rest-and-past";

/** One condition that the reached agents must meet. */
export interface GateSpec {
  readonly measure: Measure;
  readonly against: GateAgainst;
  /**
   * The effect that counts as harm, as a number above 0. For measures that count agents or items it is a share from 0 to
   * 1 (0.05 is five percent; against others it is added to theirs); for `time-to-apply` against `limit` it is seconds;
   * for `throughput` (less) and `memory` and `time-to-apply` (more) against others it is the relative change. Against
   * `limit` `throughput` is in items a second and `memory` in bytes.
   */
  readonly threshold: number;
  /** Agents with this measure before it is judged at all. At least 1. */
  readonly sampleMin: number;
  /**
   * As many agents that show the harm stop the rollout whatever the statistics say, beyond those that the rest's share, or
   * without a rest their own past, explains (three standard deviations). For measures of items: agents that lose more than half; for `throughput`: that
   * send less than a tenth; `memory` and `time-to-apply`: that show the harm. Null: no number does.
   */
  readonly stopAt: number | null;
}

/** What a gate says. */
export interface GateVerdict {
  /** Place of the gate in the spec. */
  readonly gate: number;
  readonly measure: Measure;
  readonly verdict: /** The harm is shown: the rollout stops. */
    | "breached"
    /** Harm of the stated size is ruled out at the stated error rate, or nothing speaks for it at the soak's end. */
    | "holds"
    /** More has to be seen. Never stops; the wave does not pass before its soak is over. */
    | "undecided"
    /** Too few agents report it. Never counts as passed. */
    | "not-judged";
  /** Value of the agents that have the revision; null where nobody reports it. */
  readonly wave: number | null;
  readonly rest: number | null;
  readonly past: number | null;
  /** Agents that have the revision, and how many of them report the measure. */
  readonly agents: number;
  readonly reporting: number;
  /** In words, with numbers: "4 of 40 failed to apply (10 %), limit 5 %". */
  readonly words: string;
  readonly at: Millis;
  /**
   * What the verdict rests on, finite numbers all: `harmed` and `plainlyHarmed` agents of the wave, `restHarmed`,
   * `restPlainlyHarmed` and `restReporting` of the rest, `typicalOfRest` (ratio or difference of its median agent),
   * `shareWithoutHarm` and `shareOfHarm` of agents that were weighed against each other, `evidenceOfHarm` and
   * `evidenceOfNone` with what is `…Needed` (natural logarithms), `falseAlarmRate`, `missRate`; `line`: where the threshold
   * lies in the unit of the values, for charts; `shownSince`: enough evidence without a break since this moment; `kept` 1:
   * said while there was a rest.
   */
  readonly evidence: Readonly<Record<string, number>>;
}
