import { CelScalar, celFunc, parse } from "@bufbuild/cel";
import { type Budget, TooManySteps } from "./bounded-list.js";

/** Name of the call that counts a turn; no expression that is written down can call it. */
const TURN = "@turn";

type Parsed = ReturnType<typeof parse>;
type Expr = NonNullable<Parsed["expr"]>;

/** The function behind the count: false never, an error once the budget is spent. */
export function turnFunction(budget: () => Budget) {
  return celFunc(TURN, [], CelScalar.BOOL, () => {
    if (--budget().left < 0) throw new TooManySteps();
    return true;
  });
}

/**
 * Counts every turn of every loop of a parsed expression, in place, over whatever it loops: lists that the expression
 * itself writes down or makes count as those of the configuration do.
 */
export function countLoops(parsed: Parsed): Parsed {
  if (parsed.expr !== undefined) countIn(parsed.expr);
  return parsed;
}

function countIn(expr: Expr): void {
  const { exprKind } = expr;
  if (exprKind.case === "comprehensionExpr") {
    const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
    for (const part of [iterRange, accuInit, loopCondition, loopStep, result])
      if (part !== undefined) countIn(part);
    if (loopCondition !== undefined) exprKind.value.loopCondition = counted(loopCondition);
  } else if (exprKind.case === "callExpr") {
    if (exprKind.value.target !== undefined) countIn(exprKind.value.target);
    exprKind.value.args.forEach(countIn);
  } else if (exprKind.case === "listExpr") exprKind.value.elements.forEach(countIn);
  else if (exprKind.case === "selectExpr") {
    if (exprKind.value.operand !== undefined) countIn(exprKind.value.operand);
  } else if (exprKind.case === "structExpr") {
    for (const { keyKind, value } of exprKind.value.entries) {
      if (keyKind.case === "mapKey") countIn(keyKind.value);
      if (value !== undefined) countIn(value);
    }
  }
}

/** `@turn() && condition`, made of a written expression of that shape. */
function counted(condition: Expr): Expr {
  const { expr } = parse("turn() && true");
  const call = expr?.exprKind;
  const first = call?.case === "callExpr" ? call.value.args[0]?.exprKind : undefined;
  if (expr === undefined || call?.case !== "callExpr" || first?.case !== "callExpr")
    throw new Error("The shape of a parsed conjunction has changed.");
  first.value.function = TURN;
  call.value.args[1] = condition;
  return expr;
}
