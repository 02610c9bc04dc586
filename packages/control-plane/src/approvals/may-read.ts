import { decide, narrows } from "@fleethub/fleet/access";
import type { ApprovalParty, ApprovalSummary } from "../model.js";
import { queryOf } from "../selector.js";
import type { VerbContext } from "../verbs/verb.js";
import { isSamePerson } from "./parties.js";

/**
 * May this caller see the request? One names agents: whoever is limited to a reach sees those of groups that lie within
 * it, and his own.
 */
export async function mayRead(
  { subject, groups }: Pick<VerbContext, "subject" | "groups">,
  party: ApprovalParty,
  request: Pick<ApprovalSummary, "groups" | "requestedBy">,
): Promise<boolean> {
  const decision = decide(subject, "approvals.read");
  if (!decision.allowed) return false;
  const { scope } = decision;
  if (scope.kind === "everything" || isSamePerson(party, request.requestedBy)) return true;
  for (const name of request.groups) {
    const query = queryOf((await groups.get(name))?.query ?? "");
    if (query === null || !narrows(query, scope)) return false;
  }
  return request.groups.length > 0;
}
