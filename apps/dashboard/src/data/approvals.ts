"use client";
import type { ApiProblem, ApiResult, ApprovalDetail, PreviewRequest } from "@fleethub/api";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Batch } from "./batches";
import { answered, hub } from "./hub";
import { useBatches } from "./live";

const PAGE = 50;

/** Broken glass that the banner names before the rest is a number. */
const BANNER = 3;

/** Requests end by time alone, which no event tells. */
const LOOK_MS = 60_000;

/** Which requests a list shows: those that one may answer, those that can be answered, or all. */
export type ApprovalShow = "for-me" | "open" | "all";

const WISHES = {
  "for-me": { forMe: "true" },
  open: { state: "open" },
  all: {},
} as const satisfies Record<ApprovalShow, unknown>;

/** Requests for approval, newest first, a page more at each `fetchNextPage`. */
export const useApprovals = (show: ApprovalShow, group: string) =>
  useInfiniteQuery({
    queryKey: ["approvals", show, group],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        hub.listApprovals({
          query: {
            limit: PAGE,
            ...WISHES[show],
            ...(group === "" ? {} : { group }),
            ...(pageParam === "" ? {} : { cursor: pageParam }),
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
  });

/** How many requests wait for whoever is signed in. */
export const useApprovalsForMe = () =>
  useQuery({
    queryKey: ["approvals", "count"],
    queryFn: async () =>
      (await answered(hub.listApprovals({ query: { forMe: "true", limit: 1 } }))).total,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
  });

/** What was done without approval and no approver has looked at. */
export const useBrokenGlass = () =>
  useQuery({
    queryKey: ["approvals", "glass"],
    queryFn: () =>
      answered(hub.listApprovals({ query: { unacknowledged: "true", limit: BANNER } })),
    placeholderData: keepPreviousData,
  });

/** One request by its id or number. */
export const useApproval = (id: string) =>
  useQuery({
    queryKey: ["approval", id],
    queryFn: () => answered(hub.getApproval({ params: { id } })),
    enabled: id !== "",
    refetchInterval: LOOK_MS,
  });

/** The texts of two revisions side by side; nothing is asked without one to compare with. */
export const useRevisionTexts = (configuration: string, from: number | null, to: number) =>
  useQuery({
    queryKey: ["configuration", configuration, "diff", from, to],
    queryFn: () =>
      answered(
        hub.diffRevisions({ params: { name: configuration }, query: { from: from ?? to, to } }),
      ),
    enabled: from !== null,
    staleTime: Infinity,
  });

/** Makes what is shown of requests follow their changes. Once, in the shell. */
export function useLiveApprovals(): void {
  const client = useQueryClient();
  useBatches(
    useCallback(
      ({ approvals, everything }: Batch) => {
        if (!everything && approvals.size === 0) return;
        void client.invalidateQueries({ queryKey: ["approvals"] });
        void client.invalidateQueries({ queryKey: ["approval"] });
      },
      [client],
    ),
  );
}

/** What can be said to a request. Each answers the refusal, or null where the hub took it. */
export interface ApprovalActs {
  readonly approve: (hash: string, comment: string) => Promise<ApiProblem | null>;
  readonly reject: (reason: string) => Promise<ApiProblem | null>;
  readonly withdraw: (comment: string) => Promise<ApiProblem | null>;
  readonly comment: (text: string) => Promise<ApiProblem | null>;
  readonly breakGlass: (reason: string) => Promise<ApiProblem | null>;
  readonly acknowledge: (comment: string) => Promise<ApiProblem | null>;
}

export function useApprovalActs(id: string): ApprovalActs {
  const client = useQueryClient();
  return useMemo(() => {
    const params = { id };
    const done = async (call: Promise<ApiResult<ApprovalDetail>>) => {
      const result = await call;
      if (result.ok) client.setQueryData(["approval", id], result.data);
      for (const key of ["approval", "approvals", "groups", "rollouts"])
        void client.invalidateQueries({ queryKey: [key] });
      return result.ok ? null : result.problem;
    };
    return {
      approve: (hash, comment) => done(hub.approveRequest({ params, body: { hash, comment } })),
      reject: (reason) => done(hub.rejectRequest({ params, body: { reason } })),
      withdraw: (comment) => done(hub.withdrawRequest({ params, body: { comment } })),
      comment: (text) => done(hub.commentRequest({ params, body: { text } })),
      breakGlass: (reason) => done(hub.breakGlass({ params, body: { reason } })),
      acknowledge: (comment) => done(hub.acknowledgeBreakGlass({ params, body: { comment } })),
    };
  }, [client, id]);
}

/** Asks that a change be approved. Answers the request, or why the hub refused. */
export function useAsk(): (
  wish: PreviewRequest,
  message: string,
) => Promise<{ readonly request?: ApprovalDetail; readonly problem?: ApiProblem }> {
  const client = useQueryClient();
  return useCallback(
    async (wish, message) => {
      const result = await hub.requestApproval({ body: { ...wish, message } });
      if (!result.ok) return { problem: result.problem };
      void client.invalidateQueries({ queryKey: ["approvals"] });
      return { request: result.data };
    },
    [client],
  );
}
