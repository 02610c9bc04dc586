import type { PolicyModel } from "./model.js";

/** What an expression came to. */
export type ExpressionResult =
  | { readonly kind: "value"; readonly value: boolean }
  /** It read a value that only the agent knows. */
  | { readonly kind: "unknown"; readonly written: string }
  /** It is none, gives no boolean, or took too long. */
  | { readonly kind: "fault"; readonly problem: string };

/**
 * Evaluates expressions, so that this package needs no evaluator where none are used; `./expressions` has one for CEL.
 */
export interface ExpressionEvaluator {
  evaluate(expression: string, model: PolicyModel): ExpressionResult;
  /** What is wrong with an expression before it meets a configuration, or undefined. */
  problem(expression: string): string | undefined;
}
