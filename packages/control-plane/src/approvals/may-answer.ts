import { decide } from "@fleethub/fleet/access";
import type { ApprovalParty, ApprovalSummary } from "../model.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { isSamePerson } from "./parties.js";
import { coversGroups } from "./who-may-approve.js";

/**
 * Why this caller may not answer the request; null: he may. An answer is given by another person whose role reaches every
 * group that is touched: by a person, since nobody can tell to whom a token belongs that is nobody's.
 */
export async function whyNotAnswer(
  ctx: Pick<VerbContext, "subject" | "groups">,
  party: ApprovalParty,
  request: Pick<ApprovalSummary, "id" | "groups" | "requestedBy">,
): Promise<VerbProblem | null> {
  const resource = { kind: "approval", id: request.id } as const;
  const decision = decide(ctx.subject, "approvals.answer");
  if (!decision.allowed) {
    return problem("beyond-reach", `${decision.message} ${decision.remedy}`, { resource });
  }
  if (isSamePerson(party, request.requestedBy)) {
    return problem(
      "own-request",
      "This request is your own, whatever way you signed in. Another person with the role approver has to answer it.",
      { resource },
    );
  }
  if (party.person === null) {
    return problem(
      "own-request",
      "This API token belongs to no person, so it cannot stand for a second pair of eyes. Answer as a person, or with a token of one.",
      { resource },
    );
  }
  if (await coversGroups(ctx, ctx.subject, request.groups)) return null;
  return problem(
    "beyond-reach",
    `Your role approver does not reach all of ${request.groups.join(", ")}. Leave it to somebody whose role reaches further.`,
    { resource },
  );
}
