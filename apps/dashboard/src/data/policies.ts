"use client";
import type { Policy } from "@fleethub/api";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { Batch } from "./batches";
import { answered, hub } from "./hub";
import { useBatches } from "./live";

/** Most policies of one hub, so one page holds them all. */
const PAGE = 200;

/** Days of compliance that are drawn. */
export const COMPLIANCE_DAYS = 30;

/** How often reports of agents make the standing be read again: the hub counts it anew every two seconds. */
const STANDING_MS = 2_500;

/** Every policy with how the fleet stands to it, by name. */
export const usePolicyList = () =>
  useQuery({
    queryKey: ["policies", "standing"],
    queryFn: async (): Promise<readonly Policy[]> => {
      const all: Policy[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const after: string = cursor;
        const query = { limit: PAGE, ...(after === "" ? {} : { cursor: after }) };
        const page = await answered(hub.listPolicies({ query }));
        all.push(...page.items);
        cursor = page.nextCursor;
      }
      return all;
    },
    placeholderData: keepPreviousData,
  });

/** Who breaks one policy by cause, which drafts would, and its days. */
export const useEvaluations = (name: string) =>
  useQuery({
    queryKey: ["policy", name, "evaluations"],
    queryFn: () =>
      answered(
        hub.getEvaluations({ params: { name }, query: { days: COMPLIANCE_DAYS, limit: 100 } }),
      ),
    enabled: name !== "",
  });

/**
 * Counts of the agents that a query about policies finds. Agents are marked soon after a policy is judged, and no event
 * tells of it, so the counts are read again until they reach `atLeast`.
 */
export const useBreakerCounts = (query: string, atLeast: number) =>
  useQuery({
    queryKey: ["facets", query],
    queryFn: () => answered(hub.countFacets({ query: { query } })),
    enabled: atLeast > 0,
    refetchInterval: ({ state }) => ((state.data?.total ?? 0) < atLeast ? STANDING_MS : false),
    placeholderData: keepPreviousData,
  });

/** The agent itself, which says what it breaks; not its bodies. */
const isAgent = (key: readonly unknown[]) => key[0] === "agent" && key.length === 2;

/** Makes what is shown of policies follow their changes and the reports of agents. Once, in the shell. */
export function useLivePolicies(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useBatches(
    useCallback(
      (batch: Batch) => {
        if (batch.policies.size > 0) {
          void client.invalidateQueries({ queryKey: ["policies"] });
          for (const name of batch.policies)
            void client.invalidateQueries({ queryKey: ["policy", name] });
        }
        const rest = batch.agents.size + batch.forgotten.size + batch.configurations.size;
        if (rest + batch.policies.size === 0) return;
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          void client.invalidateQueries({ queryKey: ["facets"] });
          void client.invalidateQueries({ predicate: ({ queryKey }) => isAgent(queryKey) });
          void client.invalidateQueries({ queryKey: ["policies", "standing"] });
          void client.invalidateQueries({ queryKey: ["policy"] });
        }, STANDING_MS);
      },
      [client],
    ),
  );
}
