import type { Measure } from "./gate.js";
import { median, valueOf } from "./harm.js";
import { MEASURE_FACTS } from "./measures.js";
import type { AgentSample, Observation } from "./sample.js";

/** The value of a cohort in the unit of the measure; null where nobody reports it. */
export function cohortValue(
  measure: Measure,
  cohort: readonly AgentSample[],
  when: "before" | "after",
): number | null {
  const seen = cohort.flatMap((sample) => sample[when][measure] ?? []);
  if (MEASURE_FACTS[measure].kind === "items") return pooled(measure, seen);
  const values = seen.flatMap((one) => valueOf(measure, one) ?? []);
  if (MEASURE_FACTS[measure].kind === "amount") return median(values);
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Items that went wrong in all of the cohort, of all of its items. */
function pooled(measure: Measure, seen: readonly Observation[]): number | null {
  const told = seen.filter((one) => valueOf(measure, one) !== null);
  if (told.length === 0) return null;
  const part = told.reduce((sum, one) => sum + one.part, 0);
  return Math.min(1, part / told.reduce((sum, one) => sum + one.of, 0));
}
