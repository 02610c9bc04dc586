"use client";
import type { Rollout } from "@fleethub/api";
import type { Resource } from "@fleethub/fleet/access";
import { useMay } from "../data/session";

/** What a control of a rollout asks with: of the groups that it is for, one that is beyond reach before others. */
export function useRolloutResource({ targets }: Pick<Rollout, "targets">): Resource | undefined {
  const may = useMay();
  const each = targets.map(({ query }) => ({ kind: "selector" as const, query: query ?? "" }));
  return each.find((one) => may("rollouts.write", one) !== undefined) ?? each[0];
}
