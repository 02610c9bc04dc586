/**
 * What a rule goes by. `structure`: what the Collector refuses whatever its build. `options`: what components take,
 * by the catalogue. `practice`: what runs, and hurts.
 */
export type RuleLevel = "structure" | "options" | "practice";

/** Every level, the gravest first. */
export const RULE_LEVELS: readonly RuleLevel[] = ["structure", "options", "practice"];
