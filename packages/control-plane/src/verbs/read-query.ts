import { parseQuery, type Query } from "@fleethub/fleet/query";
import { problem, type VerbProblem } from "./problem.js";

/** A query as it was written in this place of the input, or what is wrong with it. */
export function readQuery(
  text: string,
  pointer = "/query",
): { readonly kind: "query"; readonly query: Query } | VerbProblem {
  const { query, problem: found } = parseQuery(text);
  if (found === undefined) return { kind: "query", query };
  const { message, column, remedy } = found;
  return problem("invalid", `${message} ${remedy}`, {
    errors: [{ pointer, column, message, remedy }],
  });
}
