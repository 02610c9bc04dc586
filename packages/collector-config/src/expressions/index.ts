export { createExpressionEvaluator } from "./create-expression-evaluator.js";
export { EXPRESSION_STEPS_MAX } from "./bounded-list.js";
