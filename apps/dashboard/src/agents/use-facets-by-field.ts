"use client";
import type { Facets, FacetValues } from "@fleethub/api";
import { useQueries } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { useFacets } from "../data/queries";
import { without } from "../data/query-text";

/** Counts for the query; a field that the query names is counted without it, so that one can choose more. */
export function useFacetsByField(query: string): {
  readonly matching: Facets | undefined;
  readonly byField: Readonly<Record<string, FacetValues>>;
} {
  const matching = useFacets(query);
  const counts = matching.data?.facets ?? {};
  const named = Object.keys(counts).filter(
    (field) => without(query, field) !== query && without(query, field) !== without(query, ""),
  );
  const others = useQueries({
    queries: named.map((field) => ({
      queryKey: ["facets", without(query, field)],
      queryFn: () => answered(hub.countFacets({ query: { query: without(query, field) } })),
    })),
  });
  const byField: Record<string, FacetValues> = { ...counts };
  for (const [at, field] of named.entries()) {
    const wider = others[at]?.data?.facets[field];
    if (wider) byField[field] = wider;
  }
  return { matching: matching.data, byField };
}
