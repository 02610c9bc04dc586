"use client";
import type { ApiProblem, Preview, PreviewRequest } from "@fleethub/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, hub, problemOf } from "./hub";

const SETTLE_MS = 400;
const FRESH_MS = 5_000;

/** What a write would do, as far as it is known. */
export interface DryRun {
  /** Of the request as it stands, or the one before while the new one is worked out; null before the first answer. */
  readonly preview: Preview | null;
  /** Why the write would be refused. */
  readonly problem: ApiProblem | null;
  /** What was asked; null: nothing. */
  readonly request: PreviewRequest | null;
  /** The answer is not yet about what is asked. */
  readonly pending: boolean;
  readonly again: () => void;
}

/** Asks what a write would do, on a pause of typing. Nothing is written by it. Null: there is nothing to ask yet. */
export function useDryRun(request: PreviewRequest | null): DryRun {
  const asked = request === null ? "" : JSON.stringify(request);
  const [settled, settle] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => settle(asked), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  const enabled = request !== null && settled === asked;
  const answer = useQuery({
    queryKey: ["preview", settled],
    queryFn: () => {
      if (request === null) throw new Error("nothing is asked");
      return answered(hub.preview({ body: request }));
    },
    enabled,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    retry: false,
  });
  const refused = enabled && answer.error !== null && !answer.isFetching;
  return {
    preview: request === null || refused ? null : (answer.data ?? null),
    problem: refused ? problemOf(answer.error) : null,
    request,
    pending: request !== null && (!enabled || answer.isFetching || answer.isPlaceholderData),
    again: () => void answer.refetch(),
  };
}
