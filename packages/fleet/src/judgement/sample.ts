import type { AgentId, Millis } from "../agent/facts.js";
import type { Measure } from "./gate.js";

/**
 * What one agent showed of one measure in one stretch of time: `part` of `of`. Agents: 0 or 1 of 1. Items: failed of
 * all that were tried. Rates: items of seconds. Amounts: bytes or seconds of 1. Never negative; `of` is above 0.
 */
export interface Observation {
  readonly part: number;
  readonly of: number;
  /** Exports of the agent that it rests on; absent: it is no matter of exports. */
  readonly points?: number;
}

/** A measure that is absent is not reported; it is not zero. */
export type Observations = { readonly [M in Measure]?: Observation };

/**
 * One agent before and after the change. So that nothing but the change can tell wave and rest apart, both are looked at
 * over the same stretches of the calendar and of the same length:
 *
 * - what happens to agents (`disconnects`, `flaps`, `restarts`): the agent's first `lookBackMs` after its own change;
 *   for the rest as long a stretch, up to now. Before: absent, nobody looks before a rollout begins.
 * - items and amounts: the last five minutes, and nothing from before the agent's own change; for the rest the same
 *   minutes. Before: `lookBackMs` before `since`, for all.
 * - outcomes and health: as they stand now; before: as they stood when the rollout began.
 */
export interface AgentSample {
  readonly agent: AgentId;
  readonly before: Observations;
  readonly after: Observations;
}

/** Everything that gates compare. */
export interface Cohorts {
  /** Members that have the revision, or failed to take it. */
  readonly wave: readonly AgentSample[];
  /** Agents of the same groups that were not reached. */
  readonly rest: readonly AgentSample[];
  /** When the first of the wave was reached, and how long is looked back from there. */
  readonly since: Millis;
  readonly lookBackMs: Millis;
}
