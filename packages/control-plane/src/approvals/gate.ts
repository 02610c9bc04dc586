import { problem, type VerbProblem } from "../verbs/problem.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { approvalNeeded } from "./needs-approval.js";

/**
 * Holds back a plan that touches protected groups and carries no approval: the one place, right before the commit. Null
 * lets it through.
 */
export async function gateOf(
  ctx: VerbContext,
  verb: string,
  plan: Plan,
): Promise<VerbProblem | null> {
  const needed = await approvalNeeded(ctx, verb, plan);
  if (needed === null) return null;
  const { groups, reasons, words } = needed;
  const are = groups.length === 1 ? "The group is" : "The groups are";
  return problem(
    "approval-required",
    `${reasons.join(" ")} ${are} protected. ${words} Ask for it with a message (POST /api/v1/approvals, or --request "message" on the command line).`,
    {
      resource: { kind: "group", id: groups[0] ?? "" },
      approval: needed,
      agents: plan.reach.length,
    },
  );
}
