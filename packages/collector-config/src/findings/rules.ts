import { OPTIONS_RULES } from "./options/index.js";
import { PRACTICE_RULES } from "./practice/index.js";
import type { Rule } from "./rule.js";
import { STRUCTURE_RULES } from "./structure/index.js";

/** Every rule, level by level; no two have the same code. */
export const RULES: readonly Rule[] = [...STRUCTURE_RULES, ...OPTIONS_RULES, ...PRACTICE_RULES];
