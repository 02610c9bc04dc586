import { type Action, decide } from "@fleethub/fleet/access";
import type { VerbProblem } from "../verbs/problem.js";
import { isVerbName, type VerbInput, type VerbName, VERBS } from "../verbs/table.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { beyondReach, notAllowed } from "./beyond-reach.js";
import { refusalOfInput } from "./check-input.js";
import { planBeyond } from "./check-plan.js";

/** What a caller must be allowed to do for this: `bulk` is what it does to each agent. */
export function actionOf<Name extends VerbName>(name: Name, input: VerbInput<Name>): Action {
  const each = name === "bulk" && "verb" in input ? input.verb : name;
  return VERBS[isVerbName(each) ? each : name].action;
}

/**
 * Plans only what the caller may do, and answers only a plan that stays within his reach: the one place where verbs,
 * dry runs and previews are held against it. Whoever may do it everywhere is asked nothing more.
 */
export async function authorisedPlan<Name extends VerbName, Value>(
  ctx: VerbContext,
  name: Name,
  input: VerbInput<Name>,
  plan: () => Promise<Plan<Value> | VerbProblem>,
): Promise<Plan<Value> | VerbProblem> {
  const action = actionOf(name, input);
  const decision = decide(ctx.subject, action);
  if (!decision.allowed) return notAllowed(decision);
  const { scope } = decision;
  const refusal = await refusalOfInput(ctx, scope, action, name, input);
  if (refusal !== null) return refusal;
  const planned = await plan();
  if (planned.kind === "problem") return planned;
  const beyond = await planBeyond(ctx, scope, planned);
  return beyond === null ? planned : beyondReach(ctx, action, beyond);
}
