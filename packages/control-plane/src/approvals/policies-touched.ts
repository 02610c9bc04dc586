import type { Query } from "@fleethub/fleet/query";
import type { PolicyRecord } from "../model.js";
import { bothQueries, queryOf } from "../selector.js";
import type { VerbContext } from "../verbs/verb.js";
import type { Write } from "../ports.js";
import { excludes } from "./excludes.js";
import type { ProtectedGroup, Touches } from "./touches.js";

/**
 * Protected groups for whose members a policy is excepted, or made to hold less: a policy that blocks is removed, turned
 * off, made to warn, or given another rule or scope. What makes a policy stricter touches nobody.
 */
export async function policiesTouched(
  ctx: VerbContext,
  writes: readonly Write[],
  groups: readonly ProtectedGroup[],
  touches: Touches,
): Promise<void> {
  for (const write of writes) {
    if (write.kind !== "set-policy" && write.kind !== "remove-policy") continue;
    const name = write.kind === "set-policy" ? write.policy.name : write.name;
    const before = await ctx.storage.policies.get(name);
    if (before === null) continue;
    const after = write.kind === "set-policy" ? write.policy : null;
    const scope = queryOf(before.scope);
    for (const group of groups) {
      if (scope === null || isApart(scope, group)) continue;
      if (
        after !== null &&
        newExceptions(before, after).some((query) => meets(query, scope, group))
      )
        touches.add(group.name, `It excepts agents of ${group.name} from the policy ${name}.`);
      if (isLooser(before, after)) {
        touches.add(group.name, `It changes the policy ${name}, which holds in ${group.name}.`);
      }
    }
  }
}

/** Null: a query that is none any more, which reaches nobody. */
function newExceptions(before: PolicyRecord, after: PolicyRecord): readonly (Query | null)[] {
  const known = new Set(before.exceptions.map(({ id }) => id));
  return after.exceptions.flatMap(({ id, query }) => (known.has(id) ? [] : [queryOf(query)]));
}

function meets(query: Query | null, scope: Query, group: ProtectedGroup): boolean {
  return query !== null && !isApart(bothQueries(query, scope), group);
}

function isApart(query: Query, group: ProtectedGroup): boolean {
  return group.query === null || excludes(query, group.query);
}

function isLooser(before: PolicyRecord, after: PolicyRecord | null): boolean {
  if (!before.enabled || before.severity !== "block") return false;
  return (
    after === null ||
    !after.enabled ||
    after.severity !== "block" ||
    after.digest !== before.digest ||
    after.scope !== before.scope
  );
}
