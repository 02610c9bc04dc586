import { DEFAULT_GATES } from "../../judgement/default-gates.js";
import type { RolloutLimits, RolloutSpec } from "./spec.js";

/** A spec of which only some parts are said; limits too may be said in part. */
export type PartialRolloutSpec = Partial<Omit<RolloutSpec, "limits">> & {
  readonly limits?: Partial<RolloutLimits>;
};

/**
 * What a rollout does where nothing else is said: a canary of one agent of each kind, then 10 %, 30 % and the rest, each
 * watched for 10 minutes; at most 200 in flight; more than 5 % of failures, or a breached gate, pause it.
 */
export const DEFAULT_ROLLOUT_SPEC: RolloutSpec = {
  waves: [{ count: 1 }, { percent: 10 }, { percent: 30 }],
  soakMs: 10 * 60_000,
  limits: { inFlight: 200, failures: null, failuresPercent: 5 },
  answerMs: 5 * 60_000,
  offline: "on-return",
  gates: DEFAULT_GATES,
  onBreach: "pause",
  startAt: null,
  window: null,
  deadline: null,
};

/** The whole spec: what is given, later ones before earlier ones, and {@link DEFAULT_ROLLOUT_SPEC} for the rest. Not checked. */
export function rolloutSpec(...given: readonly PartialRolloutSpec[]): RolloutSpec {
  return given.reduce<RolloutSpec>(
    (spec, { limits, ...rest }) => ({ ...spec, ...rest, limits: { ...spec.limits, ...limits } }),
    DEFAULT_ROLLOUT_SPEC,
  );
}
