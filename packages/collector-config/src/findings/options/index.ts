import type { Rule } from "../rule.js";

/** What components take, by the catalogue. */
export const OPTIONS_RULES: readonly Rule[] = [];
