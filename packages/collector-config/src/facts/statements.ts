import type { OptionNode } from "../catalogue/catalogue.js";
import { anyOf, section, strictListOf, TEXT, TEXTS, words } from "./option-nodes.js";

const CONTEXT: OptionNode = {
  ...words(
    "resource",
    "scope",
    "span",
    "spanevent",
    "metric",
    "datapoint",
    "exemplar",
    "log",
    "profile",
  ),
  anyCase: true,
};
const ERROR_MODE: OptionNode = { ...words("ignore", "propagate", "silent"), anyCase: true };

/** `*_statements` of the processor `transform`: all of them texts, or all of them groups. */
export const STATEMENTS = anyOf(
  strictListOf(
    section({ context: CONTEXT, conditions: TEXTS, statements: TEXTS, error_mode: ERROR_MODE }),
  ),
  strictListOf(TEXT),
);

/** `*_conditions` of the processor `filter`. */
export const CONDITIONS = anyOf(
  strictListOf(section({ context: CONTEXT, conditions: TEXTS, error_mode: ERROR_MODE })),
  strictListOf(TEXT),
);
