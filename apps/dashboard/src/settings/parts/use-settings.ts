"use client";
import type { ApiProblem, ApiResult } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Batch } from "../../data/batches";
import { useBatches } from "../../data/live";
import { toast } from "../../parts/toast";

/** Most items that one list of the settings asks for at once. */
export const LIST_MAX = 500;

const KEY = "settings";

/** The key under which a list of the settings is kept. */
export const settingsKey = (...name: readonly (string | null)[]) => [KEY, ...name];

/** Makes the settings follow what others change. Once, around all its pages. */
export function useLiveSettings(): void {
  const client = useQueryClient();
  useBatches(
    useCallback(
      (batch: Batch) => {
        if (batch.secrets.size + batch.enrolments.size + batch.agents.size === 0) return;
        void client.invalidateQueries({ queryKey: [KEY] });
      },
      [client],
    ),
  );
}

/** Asks the hub for a change, says what was done, and reads the settings again. Answers the refusal, or null. */
export type Act = <T>(call: Promise<ApiResult<T>>, done: string) => Promise<ApiProblem | null>;

/** Like {@link Act}, for an answer that is needed; null where the hub refused, which is told in a toast. */
export type Ask = <T>(call: Promise<ApiResult<T>>) => Promise<ApiResult<T>>;

export function useAct(): { readonly act: Act; readonly ask: Ask } {
  const client = useQueryClient();
  const ask = useCallback(
    async <T>(call: Promise<ApiResult<T>>) => {
      const result = await call;
      if (result.ok || result.problem.type === "stale-version")
        void client.invalidateQueries({ queryKey: [KEY] });
      return result;
    },
    [client],
  );
  const act = useCallback(
    async <T>(call: Promise<ApiResult<T>>, done: string) => {
      const result = await ask(call);
      if (!result.ok) return result.problem;
      toast({ title: done });
      return null;
    },
    [ask],
  );
  return { act, ask };
}
