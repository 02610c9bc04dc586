import type { Rule } from "../rule.js";

/** What runs, and hurts: advice, never an error. */
export const PRACTICE_RULES: readonly Rule[] = [];
