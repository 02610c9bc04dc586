"use client";
import type { Finding as SaidFinding } from "@fleethub/api";
import type { Policy } from "@fleethub/collector-config";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { hub } from "../data/hub";

const NONE: readonly Policy[] = [];

/**
 * Policies that concern a configuration: those that the hub named when it checked the draft, because only it knows
 * which agents are in their scope. They are judged here again while typing, so that places and remedies are fresh.
 */
export function usePolicies(broken: readonly SaidFinding[] | undefined): readonly Policy[] {
  const policies = useQuery({
    queryKey: ["policies", "rules"],
    queryFn: async (): Promise<readonly Policy[]> => {
      const page = await hub.listPolicies({ query: { limit: 500 } });
      if (!page.ok) return NONE;
      return page.data.items
        .filter(({ enabled }) => enabled)
        .map(({ name, title, description, rule, severity }) => ({
          name,
          title,
          description,
          rule,
          severity,
        }));
    },
    enabled: (broken?.length ?? 0) > 0,
    staleTime: 60_000,
  });
  const names = [...new Set((broken ?? []).flatMap(({ policy }) => policy ?? []))].sort().join();
  return useMemo(() => {
    const wanted = new Set(names.split(","));
    const found = (policies.data ?? NONE).filter(({ name }) => wanted.has(name));
    return found.length === 0 ? NONE : found;
  }, [policies.data, names]);
}
