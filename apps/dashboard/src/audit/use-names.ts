"use client";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";

/** UIDs asked for at once, so that the query stays within the grammar's length. */
const ASKED_MAX = 80;

/** Names of the agents that still exist, by UID. A forgotten agent has none. */
export function useNames(uids: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(uids)].slice(0, ASKED_MAX).sort().join(",");
  const found = useQuery({
    queryKey: ["names", wanted],
    queryFn: () =>
      answered(hub.listAgents({ query: { query: `uid:${wanted}`, limit: ASKED_MAX } })),
    enabled: wanted !== "",
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
  return new Map((found.data?.items ?? []).map((row) => [row.uid, row.name]));
}
