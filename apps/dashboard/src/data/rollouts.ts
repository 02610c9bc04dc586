"use client";
import type { ApiProblem, MemberStep, Rollout } from "@fleethub/api";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import type { Batch } from "./batches";
import { answered, hub } from "./hub";
import { useBatches } from "./live";
import { usePaced } from "./use-paced";

const PAGE = 50;
const EVENTS = 40;

/** How often a rollout under way is read although nothing is heard: its gates are judged every ten seconds. */
const LOOK_MS = 10_000;

/** Reports of members move its numbers, and no event of the rollout tells of them; they are read at most this often. */
const MEMBERS_MS = 2_000;

/** Rollouts, newest first, a page more at each `fetchNextPage`. */
export const useRollouts = (live: boolean) =>
  useInfiniteQuery({
    queryKey: ["rollouts", live ? "live" : "all"],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        hub.listRollouts({
          query: {
            limit: PAGE,
            ...(live ? { live: "true" as const } : {}),
            ...(pageParam === "" ? {} : { cursor: pageParam }),
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** How many rollouts are under way. */
export const useLiveRollouts = () =>
  useQuery({
    queryKey: ["rollouts", "count"],
    queryFn: async () =>
      (await answered(hub.listRollouts({ query: { live: "true", limit: 1 } }))).total,
    placeholderData: keepPreviousData,
  });

/** One rollout by its id or number. */
export const useRollout = (id: string) =>
  useQuery({
    queryKey: ["rollout", id],
    queryFn: () => answered(hub.getRollout({ params: { id } })),
    enabled: id !== "",
    refetchInterval: ({ state }) => (state.data?.live === true ? LOOK_MS : false),
  });

/** Members of one wave at some steps, a page more at each `fetchNextPage`. Without steps nobody is asked for. */
export const useMembers = (id: string, wave: number, steps: readonly MemberStep[]) =>
  useInfiniteQuery({
    queryKey: ["rollout", id, "members", wave, steps.join(",")],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        hub.listMembers({
          params: { id },
          query: {
            wave,
            step: steps.join(","),
            limit: PAGE,
            ...(pageParam === "" ? {} : { cursor: pageParam }),
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: steps.length > 0,
    placeholderData: keepPreviousData,
  });

/** What happened to a rollout, newest first. */
export const useRolloutEvents = (id: string) =>
  useInfiniteQuery({
    queryKey: ["rollout", id, "events"],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        hub.listRolloutEvents({
          params: { id },
          query: { limit: EVENTS, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Makes a rollout that is shown follow the reports of agents. */
export function useLiveMembers({ id, live }: Pick<Rollout, "id" | "live">): void {
  const client = useQueryClient();
  const readAgain = usePaced(
    () => void client.invalidateQueries({ queryKey: ["rollout", id] }),
    MEMBERS_MS,
  );
  useBatches(
    useCallback(
      (batch: Batch) => {
        if (live && batch.agents.size + batch.forgotten.size > 0) readAgain();
      },
      [live, readAgain],
    ),
  );
}

/** What can be asked of a rollout as a whole. */
export type SteerVerb = "pause" | "resume" | "abort" | "roll-back" | "promote";

const CALLS = {
  pause: hub.pauseRollout,
  resume: hub.resumeRollout,
  abort: hub.abortRollout,
  "roll-back": hub.rollBackRollout,
  promote: hub.promoteRollout,
} as const satisfies Record<SteerVerb, unknown>;

/** What an operator can ask of a rollout. Each answers the refusal, or null where the hub took it. */
export interface RolloutActs {
  readonly steer: (verb: SteerVerb, reason: string) => Promise<ApiProblem | null>;
  readonly retry: (uids?: readonly string[]) => Promise<ApiProblem | null>;
  readonly exclude: (body: Excluded) => Promise<ApiProblem | null>;
}

/** Whom to hold where they were, and whether it goes on without them. */
export interface Excluded {
  readonly uids?: readonly string[];
  readonly cause?: string;
  readonly resume: boolean;
  readonly reason: string;
}

/** What going on means depends on what was seen, so it is refused where that has changed since. */
const BOUND: ReadonlySet<SteerVerb> = new Set(["resume", "promote"]);

export function useRolloutActs({ id, version }: Rollout): RolloutActs {
  const client = useQueryClient();
  const done = async (call: ReturnType<typeof hub.pauseRollout>) => {
    const result = await call;
    if (result.ok) client.setQueryData(["rollout", id], result.data);
    await client.invalidateQueries({ queryKey: ["rollout", id] });
    void client.invalidateQueries({ queryKey: ["rollouts"] });
    return result.ok ? null : result.problem;
  };
  const params = { id };
  const because = (reason: string) => (reason === "" ? {} : { reason });
  return {
    steer: (verb, reason) =>
      done(
        CALLS[verb]({
          params,
          body: because(reason),
          ...(BOUND.has(verb) ? { ifMatch: version } : {}),
        }),
      ),
    retry: (uids) =>
      done(hub.retryFailed({ params, body: uids === undefined ? {} : { uids: [...uids] } })),
    exclude: ({ uids, cause, resume, reason }) =>
      done(
        hub.excludeMembers({
          params,
          body: {
            ...(uids === undefined ? {} : { uids: [...uids] }),
            ...(cause === undefined ? {} : { cause }),
            resume,
            ...because(reason),
          },
          ...(resume ? { ifMatch: version } : {}),
        }),
      ),
  };
}
