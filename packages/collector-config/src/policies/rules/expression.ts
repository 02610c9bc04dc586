import type { ExpressionEvaluator } from "../expression.js";
import type { Judged, Judgement } from "../judgement.js";
import { policyModel } from "../model.js";
import type { ExpressionRule } from "../policy.js";
import type { PolicySubject } from "../subject.js";

/** An expression is true of the configuration. */
export function judgeExpression(
  rule: ExpressionRule,
  subject: PolicySubject,
  evaluator: ExpressionEvaluator | undefined,
): Judged {
  const whole = {
    signal: null,
    steps: [],
    place: subject.config.root.place,
    path: [],
  };
  const only = (parts: Pick<Judgement, "verdict" | "message" | "remedy">): Judged => ({
    judgements: [{ ...whole, ...parts }],
    incomplete: null,
  });
  if (evaluator === undefined)
    return only({
      verdict: "cannot-tell",
      message: "Expressions are not evaluated here",
      remedy:
        "Pass an evaluator: createExpressionEvaluator of @fleethub/collector-config/expressions.",
    });
  const fault = evaluator.problem(rule.expression);
  if (fault !== undefined)
    return {
      ...only({
        verdict: "cannot-tell",
        message: `The expression cannot be read: ${fault}`,
        remedy: "Correct the expression of the policy.",
      }),
      fault: `The expression cannot be read: ${fault}`,
    };
  const result = evaluator.evaluate(rule.expression, policyModel(subject));
  if (result.kind === "fault")
    return only({
      verdict: "cannot-tell",
      message: `The expression could not be evaluated: ${result.problem}`,
      remedy: "Correct the expression of the policy.",
    });
  if (result.kind === "unknown")
    return only({
      verdict: "cannot-tell",
      message: `The expression reads ${result.written}, which only the agent knows`,
      remedy: "Write the value, or look at what the agent reports as effective.",
    });
  if (result.value) return only({ verdict: "kept", message: "", remedy: "" });
  return only({
    verdict: "broken",
    message: rule.message ?? `Not true here: ${rule.expression}`,
    remedy: "Change the configuration so that it is true, or have an exception made.",
  });
}
