import { OPTIONS_PAGES } from "./options/pages.js";
import { PRACTICE_PAGES } from "./practice/pages.js";
import type { Rule, RulePage } from "./rule.js";
import { RULES } from "./rules.js";
import { STRUCTURE_PAGES } from "./structure/pages.js";

/** A rule with what its page says. */
export type DocumentedRule = Rule & RulePage;

const PAGES: Readonly<Record<string, RulePage>> = {
  ...STRUCTURE_PAGES,
  ...OPTIONS_PAGES,
  ...PRACTICE_PAGES,
};

/** Every rule with its page, in the order of RULES. */
export const DOCUMENTED_RULES: readonly DocumentedRule[] = RULES.flatMap((rule) => {
  const page = PAGES[rule.code];
  return page === undefined ? [] : [{ ...rule, ...page }];
});
