import type { AuditVisibility } from "@fleethub/control-plane";
import type { Params } from "../database/params.js";
import { sqlOfScope } from "./sql-of-scope.js";

/** A condition over `audit` that holds for the entries that somebody may see. */
export function sqlOfVisibility(visibleTo: AuditVisibility | undefined, params: Params): string {
  if (visibleTo === undefined || visibleTo.scope.kind === "everything") return "true";
  const { actor, scope } = visibleTo;
  return `((audit.actor_kind = ${params.text(actor.kind)}
      and audit.actor_id = ${params.text(actor.id)})
    or (audit.resource_kind = 'agent' and exists (
      select 1 from agent_uids u join agents a on a.id = u.agent_id
      where u.uid = audit.resource_id and ${sqlOfScope(scope, params)})))`;
}
