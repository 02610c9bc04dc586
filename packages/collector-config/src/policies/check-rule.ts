import type { ValueCondition } from "./condition.js";
import type { ExpressionEvaluator } from "./expression.js";
import { EXPRESSION_LENGTH_MAX, PATTERN_LENGTH_MAX, PATTERNS_MAX } from "./limits.js";
import { componentPatternProblem } from "./patterns/component-pattern.js";
import { hostPatternProblem } from "./patterns/host-pattern.js";
import type { OptionRequirement, PathScope, PolicyRule } from "./policy.js";

/** Something that keeps a rule from being understood. */
export interface RuleProblem {
  /** Keys from the rule's root. */
  readonly path: readonly string[];
  readonly message: string;
}

type Problem = string | undefined;

/**
 * What is wrong with a rule of the right shape: patterns that are none, bounds out of order, lists that are empty or too
 * long, an expression that cannot be read (where an evaluator is given).
 */
export function ruleProblems(
  rule: PolicyRule,
  expressions?: ExpressionEvaluator,
): readonly RuleProblem[] {
  switch (rule.kind) {
    case "path-passes":
      return [
        ...scopeProblems(rule),
        ...list(rule.processors, ["processors"], componentPatternProblem, 1),
        ...list(rule.before, ["before"], componentPatternProblem, 1),
        ...list(rule.after, ["after"], componentPatternProblem, 1),
        ...(rule.options ?? []).flatMap((each, index) =>
          optionProblems(each, ["options", `${index}`]),
        ),
      ];
    case "destinations":
      return [...scopeProblems(rule), ...list(rule.hosts, ["hosts"], hostPatternProblem, 0)];
    case "tls-required":
      return scopeProblems(rule);
    case "sampling":
      return [...scopeProblems(rule), ...shareProblems(rule.atLeastPercent, rule.atMostPercent)];
    case "attributes-removed":
      return [...scopeProblems(rule), ...list(rule.attributes, ["attributes"], keyProblem, 1)];
    case "attributes-set":
      return [
        ...scopeProblems(rule),
        ...list(rule.attributes, ["attributes"], keyProblem, 1),
        ...list(rule.values, ["values"], () => undefined, 1),
      ];
    case "component-required":
    case "component-forbidden":
      return list(rule.components, ["components"], componentPatternProblem, 1);
    case "option-required":
      return [
        ...list(rule.components, ["components"], componentPatternProblem, 1),
        ...optionProblems(rule, []),
      ];
    case "secrets-referenced":
      return [];
    case "expression":
      return expressionProblems(rule.expression, expressions);
  }
}

function scopeProblems(scope: PathScope): RuleProblem[] {
  return [
    ...list(scope.signals, ["signals"], () => undefined, 1),
    ...list(scope.from, ["from"], componentPatternProblem, 1),
    ...list(scope.to, ["to"], componentPatternProblem, 1),
    ...list(scope.exceptHosts, ["exceptHosts"], hostPatternProblem, 0),
  ];
}

function list(
  items: readonly string[] | undefined,
  path: readonly string[],
  problemOf: (item: string) => Problem,
  least: number,
): RuleProblem[] {
  if (items === undefined) return [];
  if (items.length < least) return [{ path, message: "at least one entry is needed" }];
  if (items.length > PATTERNS_MAX)
    return [{ path, message: `${items.length} entries; at most ${PATTERNS_MAX} are allowed` }];
  return items.flatMap((item, index) => {
    const long = item.length > PATTERN_LENGTH_MAX;
    const message = long
      ? `${item.length} characters; at most ${PATTERN_LENGTH_MAX} are allowed`
      : problemOf(item);
    return message === undefined ? [] : [{ path: [...path, `${index}`], message }];
  });
}

function keyProblem(key: string): Problem {
  return key.trim() === "" ? "an attribute key is empty" : undefined;
}

function optionProblems(
  { path, condition }: OptionRequirement,
  at: readonly string[],
): RuleProblem[] {
  const keys =
    path.length === 0 ? [{ path: [...at, "path"], message: "at least one key is needed" }] : [];
  const value = conditionProblem(condition);
  return value === undefined ? keys : [...keys, { path: [...at, "condition"], message: value }];
}

function conditionProblem(condition: ValueCondition): Problem {
  if (condition.op === "one-of" && condition.values.length === 0)
    return "at least one value is needed";
  const bound = condition.op === "at-least" || condition.op === "at-most";
  if (bound && !/\d/.test(`${condition.value}`))
    return `${condition.value} is no number, duration or size`;
  return undefined;
}

function shareProblems(least: number | undefined, most: number | undefined): RuleProblem[] {
  const outside = (share: number | undefined) =>
    share !== undefined && !(share >= 0 && share <= 100);
  if (least === undefined && most === undefined)
    return [{ path: [], message: "atLeastPercent or atMostPercent is needed" }];
  if (outside(least)) return [{ path: ["atLeastPercent"], message: "a share is from 0 to 100" }];
  if (outside(most)) return [{ path: ["atMostPercent"], message: "a share is from 0 to 100" }];
  if ((least ?? 0) > (most ?? 100))
    return [{ path: ["atLeastPercent"], message: "it is above atMostPercent" }];
  return [];
}

function expressionProblems(
  expression: string,
  expressions: ExpressionEvaluator | undefined,
): RuleProblem[] {
  const path = ["expression"];
  if (expression.length > EXPRESSION_LENGTH_MAX)
    return [
      {
        path,
        message: `${expression.length} characters; at most ${EXPRESSION_LENGTH_MAX} are allowed`,
      },
    ];
  const message = expressions?.problem(expression);
  return message === undefined ? [] : [{ path, message }];
}
