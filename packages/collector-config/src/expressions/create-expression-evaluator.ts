import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import type { ExpressionEvaluator, ExpressionResult } from "../policies/expression.js";
import { EXPRESSION_LENGTH_MAX } from "../policies/limits.js";
import type { PolicyModel } from "../policies/model.js";
import { type Budget, EXPRESSION_STEPS_MAX, TooManySteps } from "./bounded-list.js";
import { celValueOf, type Unknowns } from "./cel-value.js";
import { countLoops, turnFunction } from "./counted-loops.js";

/** Expressions that one evaluator keeps ready. */
const PLANS_MAX = 100;

type Plan = ReturnType<typeof plan>;

/**
 * Evaluates CEL over the model of a configuration: `exporters.all(id, has(exporters[id].endpoint))`. Every expression is
 * prepared once; an evaluation visits EXPRESSION_STEPS_MAX items and takes as many turns of loops at most. Never throws.
 */
export function createExpressionEvaluator(): ExpressionEvaluator {
  // An evaluation is one call: nothing else runs between its turns.
  let turns: Budget = { left: 0 };
  const env = celEnv({ funcs: [turnFunction(() => turns)] });
  const plans = new Map<string, Plan | string>();
  const planOf = (expression: string): Plan | string => {
    const known = plans.get(expression);
    if (known !== undefined) return known;
    const made = prepare(env, expression);
    if (plans.size >= PLANS_MAX) plans.clear();
    plans.set(expression, made);
    return made;
  };
  return {
    problem(expression) {
      const made = planOf(expression);
      return typeof made === "string" ? made : undefined;
    },
    evaluate(expression, model) {
      const made = planOf(expression);
      if (typeof made === "string") return { kind: "fault", problem: made };
      turns = { left: EXPRESSION_STEPS_MAX };
      return evaluate(made, model, turns);
    },
  };
}

function prepare(env: ReturnType<typeof celEnv>, expression: string): Plan | string {
  if (expression.length > EXPRESSION_LENGTH_MAX)
    return `it has ${expression.length} characters; ${EXPRESSION_LENGTH_MAX} are allowed`;
  try {
    return plan(env, countLoops(parse(expression)));
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}

function evaluate(made: Plan, model: PolicyModel, turns: Budget): ExpressionResult {
  const found: Unknowns = { written: null };
  const budget = { left: EXPRESSION_STEPS_MAX };
  try {
    const entries = Object.entries(model).map(([name, value]) => [
      name,
      celValueOf(value, budget, found),
    ]);
    const result = made(Object.fromEntries(entries));
    if (found.written !== null) return { kind: "unknown", written: found.written };
    if (isCelError(result)) return fault(budget.left < 0 || turns.left < 0, result.message);
    return typeof result === "boolean"
      ? { kind: "value", value: result }
      : { kind: "fault", problem: "it gives no boolean" };
  } catch (error) {
    if (found.written !== null) return { kind: "unknown", written: found.written };
    return fault(
      error instanceof TooManySteps,
      error instanceof Error ? error.message : `${error}`,
    );
  }
}

function fault(tooMany: boolean, message: string): ExpressionResult {
  const problem = tooMany ? `it visits more than ${EXPRESSION_STEPS_MAX} items` : message;
  return { kind: "fault", problem };
}
