"use client";
import type { Group } from "@fleethub/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, hub } from "./hub";

/** Most groups of one hub, so one page holds them all. */
const PAGE = 500;

/** Every group in its order with what its members are like, and the agents that are in none. */
export const useGroups = (enabled = true) =>
  useQuery({
    queryKey: ["groups"],
    queryFn: () => answered(hub.listGroups({ query: { limit: PAGE } })),
    enabled,
    placeholderData: keepPreviousData,
  });

/** Groups that release a configuration, or run it as their stable revision. */
export function groupsOf(groups: readonly Group[], configuration: string): readonly Group[] {
  return groups.filter(
    (group) =>
      group.configuration === configuration || group.stable?.configuration === configuration,
  );
}

/** Groups whose stable revision stands on a fragment. */
export function groupsOver(groups: readonly Group[], fragment: string): readonly Group[] {
  return groups.filter(({ stable }) =>
    stable?.layers.some((layer) => layer.configuration === fragment),
  );
}
