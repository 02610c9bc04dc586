import {
  type Action,
  ACTIONS,
  type ActionRule,
  type Decision,
  mayDo,
} from "@fleethub/fleet/access";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbCall } from "../verbs/verb.js";

/** Why somebody may not ask for a verb at all. */
export function notAllowed(refused: Extract<Decision, { readonly allowed: false }>): VerbProblem {
  const code = refused.reason === "beyond-reach" ? "beyond-reach" : "not-allowed";
  return problem(code, `${refused.message} ${refused.remedy}`, { role: refused.role });
}

/** What would be changed is beyond the caller's reach. Names what he may reach, and nobody outside of it. */
export function beyondReach(
  { subject }: Pick<VerbCall, "subject">,
  action: Action,
  what: string,
): VerbProblem {
  const rule: ActionRule = ACTIONS[action];
  const [role] = rule.roles;
  const reaches = subject.grants.flatMap((grant) =>
    grant.reach !== null && mayDo(grant.role, rule) ? [grant.reach] : [],
  );
  const reach = [...new Set(reaches)].join(" or ");
  return problem(
    "beyond-reach",
    `${what} Your role ${role} reaches ${reach}. Keep to that, or ask somebody whose role reaches further.`,
    { role },
  );
}
