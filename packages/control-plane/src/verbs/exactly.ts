import type { Query, QueryTerm } from "@fleethub/fleet/query";

/** Agents whose `field` is exactly this text. */
export function exactly(field: QueryTerm["field"], text: string): Query {
  const value = { kind: "text", segments: [text] } as const;
  return { terms: [{ negated: false, field, key: null, values: [value] }] };
}
