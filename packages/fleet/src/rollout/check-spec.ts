import type { Millis } from "../agent/facts.js";
import { checkGates } from "./check-gates.js";
import { checkLimits } from "./check-limits.js";
import { checkTimes } from "./check-times.js";
import { checkWaves } from "./check-waves.js";
import type { RolloutSpec } from "./spec.js";

/** Why a rollout cannot go as its spec says. */
export interface SpecProblem {
  /** JSON pointer into the spec, such as `/waves/1/percent`. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** What a spec is checked against. */
export interface SpecFacts {
  readonly now: Millis;
  /** Agents that would be members. */
  readonly members: number;
  /** Of these, how many report own telemetry. */
  readonly reporting: number;
  /** The gates were written for this rollout: each must be able to judge. Those of the house may go unjudged. */
  readonly gatesGiven: boolean;
  /** How long an agent is watched after APPLIED before it settles. */
  readonly settleMs: Millis;
}

/** Everything that speaks against a spec before it starts; empty: nothing does. */
export function checkSpec(spec: RolloutSpec, facts: SpecFacts): readonly SpecProblem[] {
  return [
    ...checkWaves(spec, facts),
    ...checkLimits(spec, facts),
    ...checkGates(spec, facts),
    ...checkTimes(spec, facts),
  ];
}
