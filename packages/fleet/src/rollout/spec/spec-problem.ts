import type { Millis } from "../../agent/facts.js";

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
