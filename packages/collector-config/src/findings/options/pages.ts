import type { RulePage } from "../rule.js";
import { optionDeprecated, optionDeprecatedPage } from "./option-deprecated.js";
import { optionDuration, optionDurationPage } from "./option-duration.js";
import { optionEnum, optionEnumPage } from "./option-enum.js";
import { optionNumberRange, optionNumberRangePage } from "./option-number-range.js";
import { optionRequired, optionRequiredPage } from "./option-required.js";
import { optionType, optionTypePage } from "./option-type.js";
import { optionValue, optionValuePage } from "./option-value.js";
import { optionsUnchecked, optionsUncheckedPage } from "./options-unchecked.js";
import { ottlStatement, ottlStatementPage } from "./ottl-statement.js";
import { unknownOption, unknownOptionPage } from "./unknown-option.js";

/** The pages of this level by code of the rule. Beside the rules, so that programs that only check load none. */
export const OPTIONS_PAGES: Readonly<Record<string, RulePage>> = {
  [unknownOption.code]: unknownOptionPage,
  [optionType.code]: optionTypePage,
  [optionEnum.code]: optionEnumPage,
  [optionDuration.code]: optionDurationPage,
  [optionNumberRange.code]: optionNumberRangePage,
  [optionRequired.code]: optionRequiredPage,
  [optionValue.code]: optionValuePage,
  [ottlStatement.code]: ottlStatementPage,
  [optionDeprecated.code]: optionDeprecatedPage,
  [optionsUnchecked.code]: optionsUncheckedPage,
};
