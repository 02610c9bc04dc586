import type { Rule } from "../rule.js";
import { optionDeprecated } from "./option-deprecated.js";
import { optionDuration } from "./option-duration.js";
import { optionEnum } from "./option-enum.js";
import { optionNumberRange } from "./option-number-range.js";
import { optionRequired } from "./option-required.js";
import { optionType } from "./option-type.js";
import { optionsUnchecked } from "./options-unchecked.js";
import { optionValue } from "./option-value.js";
import { ottlStatement } from "./ottl-statement.js";
import { unknownOption } from "./unknown-option.js";

/** What components take, by the catalogue and by what is known of their own validation. */
export const OPTIONS_RULES: readonly Rule[] = [
  unknownOption,
  optionType,
  optionEnum,
  optionDuration,
  optionNumberRange,
  optionRequired,
  optionValue,
  ottlStatement,
  optionDeprecated,
  optionsUnchecked,
];
