import type { Consequence, Impact } from "./consequence.js";
import { IMPACTS } from "./consequences/order.js";

/** The most that any of the consequences asks for; `none` where there is nothing to decide. */
export function worstImpact(consequences: readonly Consequence[]): Impact {
  return consequences.reduce<Impact>(
    (worst, { severity }) => (IMPACTS[severity] < IMPACTS[worst] ? severity : worst),
    "none",
  );
}
