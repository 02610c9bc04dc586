import { checkGates } from "./check-gates.js";
import { checkLimits } from "./check-limits.js";
import { checkTimes } from "./check-times.js";
import { checkWaves } from "./check-waves.js";
import type { RolloutSpec } from "./spec.js";
import type { SpecFacts, SpecProblem } from "./spec-problem.js";

/** Everything that speaks against a spec before it starts; empty: nothing does. */
export function checkSpec(spec: RolloutSpec, facts: SpecFacts): readonly SpecProblem[] {
  return [
    ...checkWaves(spec, facts),
    ...checkLimits(spec, facts),
    ...checkGates(spec, facts),
    ...checkTimes(spec, facts),
  ];
}
