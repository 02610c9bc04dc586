import { foldCase } from "../query/fold.js";
import type { Query, QueryTerm, QueryValue } from "../query/query.js";
import type { Scope } from "./reach.js";

/**
 * Can no agent, now or later, match `query` without being in the scope? Decided from the texts alone: `query` has to
 * hold every term of one of the reaches, with the same values or fewer. False where that cannot be seen.
 */
export function narrows(query: Query, scope: Scope): boolean {
  if (scope.kind === "everything") return true;
  return scope.queries.some((reach) => narrowsQuery(query, reach));
}

/** Is whatever matches `query` certain to match `wider`? */
export function narrowsQuery(query: Query, wider: Query): boolean {
  return wider.terms.every((term) => query.terms.some((given) => implies(given, term)));
}

/** Does one term, where it holds, make the other hold? */
function implies(given: QueryTerm, wanted: QueryTerm): boolean {
  const same =
    given.negated === wanted.negated && given.field === wanted.field && given.key === wanted.key;
  if (!same) return false;
  const [few, many] = given.negated ? [wanted, given] : [given, wanted];
  return few.values.every((value) =>
    many.values.some((other) => isCovered(value, other, few.key !== null)),
  );
}

/** Does `other` match all that `value` matches? */
function isCovered(value: QueryValue, other: QueryValue, keyed: boolean): boolean {
  // Whatever a label's value matches, there is one.
  if (other.kind === "present" && keyed && value.kind === "text") return true;
  return folded(value) === folded(other);
}

function folded(value: QueryValue): string {
  return value.kind === "text"
    ? JSON.stringify(value.segments.map(foldCase))
    : JSON.stringify(value);
}
