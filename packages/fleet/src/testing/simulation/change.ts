import type { Measure } from "../../judgement/gate.js";
import type { Random } from "./random.js";

/** What a revision does to agents that run it. */
export interface SimulatedChange {
  /** Null: no harm. */
  readonly measure: Measure | null;
  /** Share of agents that it hits. */
  readonly hit: number;
  /** How hard each is hit: share of items, relative change, or seconds; nothing for what happens to agents. */
  readonly size: number;
}

/** From which effect on a change is harmful enough that its stop is stated. */
export interface StatedEffect {
  /** Least share of agents that are hit. */
  readonly hit: number;
  /** Least and most effect on each of them. */
  readonly size: readonly [number, number];
  /** Agents of the smallest fleet it is stated of; absent: of any. */
  readonly fleet?: number;
}

/**
 * What is stated of the default gates: a change that hits so many agents so hard is stopped before `STATED_REACH` of the
 * members, or `STATED_AGENTS` of them where that is more, were reached.
 */
export const STATED: { readonly [M in Measure]?: StatedEffect } = {
  "failed-to-apply": { hit: 0.15, size: [1, 1] },
  disconnects: { hit: 0.1, size: [1, 1] },
  unhealthy: { hit: 0.15, size: [1, 1] },
  restarts: { hit: 0.1, size: [1, 1] },
  "time-to-apply": { hit: 0.3, size: [75, 240] },
  "send-failures": { hit: 0.3, size: [0.02, 1] },
  drops: { hit: 0.3, size: [0.01, 1] },
  refused: { hit: 0.3, size: [0.02, 1] },
  throughput: { hit: 0.5, size: [0.3, 1], fleet: 60 },
  memory: { hit: 0.5, size: [0.75, 3] },
};

export const STATED_REACH = 0.25;
export const STATED_AGENTS = 40;

/**
 * A small share of few agents is nobody: harm is stated only where it is to be expected to hit so many of the first tenth
 * of the members, or of the first `FIRST_AGENTS`.
 */
export const STATED_HIT_AGENTS = 8;
const FIRST_SHARE = 0.1;
const FIRST_AGENTS = 12;

/** Least share of agents that a stated harm hits in a fleet of so many. */
export function statedHit(effect: StatedEffect, agents: number): number {
  const first = Math.max(FIRST_AGENTS, agents * FIRST_SHARE);
  return Math.min(1, Math.max(effect.hit, STATED_HIT_AGENTS / first));
}

/** So many members may be reached before a stated harm is stopped. */
export function statedReach(agents: number): number {
  return Math.min(agents, Math.max(STATED_AGENTS, agents * STATED_REACH));
}

export function harmful(measure: Measure, agents: number, chance: Random): SimulatedChange {
  const effect = STATED[measure];
  if (effect === undefined) throw new Error(`nothing is stated of ${measure}`);
  const hit = chance.between(statedHit(effect, agents), 1);
  return { measure, hit, size: chance.magnitude(...effect.size) };
}

/** Half of the harmless changes do nothing, the others move a number of every agent by a third of what a gate stops. */
export function harmless(chance: Random): SimulatedChange {
  const size = { "send-failures": 0.003, drops: 0.0015, throughput: 0.07, memory: 0.15 } as const;
  const measure = chance.one(["send-failures", "drops", "throughput", "memory"] as const);
  return chance.isTrue(0.5)
    ? { measure: null, hit: 0, size: 0 }
    : { measure, hit: 1, size: size[measure] };
}
