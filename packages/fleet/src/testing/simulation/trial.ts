import type { Measure } from "../../judgement/gate.js";
import { beginRollout } from "../../rollout/decide/begin.js";
import { planRollout } from "../../rollout/decide/plan.js";
import { DEFAULT_ROLLOUT_SPEC } from "../../rollout/spec/rollout-spec.js";
import { divideIntoWaves } from "../../rollout/waves/waves.js";
import { harmful, harmless, type SimulatedChange, STATED, statedReach } from "./change.js";
import { Random } from "./random.js";
import { type RolloutRules, simulate, type SimulatedEnd } from "./run.js";

const RULES: RolloutRules = {
  spec: DEFAULT_ROLLOUT_SPEC,
  begin: beginRollout,
  divide: divideIntoWaves,
  plan: planRollout,
};

/** One rollout of one change over one fleet, all of it from a seed. */
export interface Trial {
  readonly seed: number;
  readonly change: SimulatedChange;
  readonly end: SimulatedEnd;
  /** Harm was stopped within the stated reach; a harmless change completed. */
  readonly isAsStated: boolean;
}

/** Agents of a fleet: evenly over orders of magnitude. */
export interface FleetSizes {
  readonly from: number;
  readonly to: number;
}

/** A rollout with the default spec of a change that harms in one measure, by no less than stated, or of a harmless one. */
export function trial(kind: Measure | "harmless", seed: number, sizes: FleetSizes): Trial {
  const chance = new Random(seed);
  const least = kind === "harmless" ? sizes.from : (STATED[kind]?.fleet ?? sizes.from);
  const size = Math.round(chance.magnitude(Math.max(sizes.from, least), sizes.to));
  const change = kind === "harmless" ? harmless(chance) : harmful(kind, size, chance);
  const end = simulate(RULES, size, change, chance);
  const isAsStated =
    kind === "harmless"
      ? end.outcome === "complete"
      : end.outcome === "stopped" && end.reached <= statedReach(size);
  return { seed, change, end, isAsStated };
}
