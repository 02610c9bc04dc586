import { parseQuery, type Query } from "@fleethub/fleet/query";
import type { VerbError } from "./verbs/problem.js";

const EVERYTHING: Query = { terms: [] };

/** What is wrong with a query over what does not change by itself; the empty text is everything. */
export function selectorErrors(text: string, pointer: string): VerbError[] {
  const { problem: found } = parseQuery(text, { use: "selector" });
  if (found === undefined) return [];
  const { message, column, remedy } = found;
  return [{ pointer, column, message, remedy }];
}

/** A stored selector. Null where the text is none any more: then it reaches nobody. */
export function queryOf(text: string): Query | null {
  if (text.trim() === "") return EVERYTHING;
  return parseQuery(text, { use: "selector" }).query ?? null;
}

/** What must both hold. */
export function bothQueries(a: Query, b: Query): Query {
  return { terms: [...a.terms, ...b.terms] };
}
