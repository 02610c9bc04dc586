import type { AgentFilter, Scope } from "@fleethub/control-plane";
import type { Params } from "../database/params.js";
import { sqlOfQuery } from "./sql-of-query.js";

/** A condition over `agents a` that holds exactly for the agents in the scope. Never null. */
export function sqlOfScope(scope: Scope, params: Params): string {
  if (scope.kind === "everything") return "true";
  // No field of a reach is compared with the clock.
  const reaches = scope.queries.map((query) => `(${sqlOfQuery(query, params, 0)})`);
  return reaches.length === 0 ? "false" : `(${reaches.join(" or ")})`;
}

/** A condition over `agents a` that holds for the matches of the query that are in the scope. */
export function sqlOfFilter({ query, now, scope }: AgentFilter, params: Params): string {
  const matching = sqlOfQuery(query, params, now);
  return scope.kind === "everything" ? matching : `(${matching}) and ${sqlOfScope(scope, params)}`;
}
