"use client";
import type { ApiProblem, RolloutCreate, RolloutStarted } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { hub } from "../../data/hub";

/** Begins a rollout. Answers what began, or why the hub refused. */
export function useStart(): (
  body: RolloutCreate,
) => Promise<{ readonly started?: RolloutStarted; readonly problem?: ApiProblem }> {
  const client = useQueryClient();
  return useCallback(
    async (body) => {
      const result = await hub.startRollout({ body });
      if (!result.ok) return { problem: result.problem };
      for (const key of ["groups", "rollouts", "configurations"])
        void client.invalidateQueries({ queryKey: [key] });
      return { started: result.data };
    },
    [client],
  );
}
