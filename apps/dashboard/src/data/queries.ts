"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Batch } from "./batches";
import { answered, hub } from "./hub";
import { useBatches } from "./live";
import { useMayRead } from "./session";
import { usePaced } from "./use-paced";

/** Reads of the hub, cached by what they are about; {@link useLiveQueries} makes them follow the changes. */

const stay = { placeholderData: keepPreviousData } as const;

export const useHub = () =>
  useQuery({ queryKey: ["hub"], queryFn: () => answered(hub.describeHub()), staleTime: Infinity });

export const useFacets = (query: string, enabled = true) =>
  useQuery({
    queryKey: ["facets", query],
    queryFn: () => answered(hub.countFacets({ query: { query } })),
    enabled,
    ...stay,
  });

/** A quiet heartbeat is no event, so that the last report's age stays true the agent is read now and then. */
const SIGHT_MS = 15_000;

export const useAgent = (uid: string) =>
  useQuery({
    queryKey: ["agent", uid],
    refetchInterval: SIGHT_MS,
    queryFn: () => answered(hub.getAgent({ params: { uid } })),
    enabled: uid !== "",
  });

export const useAgentHealth = (uid: string) =>
  useQuery({
    queryKey: ["agent", uid, "health"],
    queryFn: () => answered(hub.getAgentHealth({ params: { uid } })),
  });

export const useAgentComponents = (uid: string) =>
  useQuery({
    queryKey: ["agent", uid, "components"],
    queryFn: () => answered(hub.getAgentComponents({ params: { uid } })),
  });

export const useEffective = (uid: string) =>
  useQuery({
    queryKey: ["agent", uid, "effective"],
    queryFn: () => answered(hub.getEffectiveConfig({ params: { uid } })),
  });

export const useTimeline = (uid: string, limit: number) =>
  useQuery({
    queryKey: ["agent", uid, "timeline", limit],
    queryFn: () => answered(hub.getTimeline({ params: { uid }, query: { limit } })),
    ...stay,
  });

export const useConfigurations = () =>
  useQuery({
    queryKey: ["configurations"],
    queryFn: () => answered(hub.listConfigurations({ query: { limit: 500 } })),
    ...stay,
  });

export const useConfiguration = (name: string) =>
  useQuery({
    queryKey: ["configuration", name],
    queryFn: () => answered(hub.getConfiguration({ params: { name } })),
    enabled: name !== "",
  });

export const useRevisions = (name: string) =>
  useQuery({
    queryKey: ["configuration", name, "revisions"],
    queryFn: () => answered(hub.listRevisions({ params: { name }, query: { limit: 100 } })),
    enabled: name !== "",
  });

/** A revision never changes, so it is read once. */
export const useRevision = (name: string, number: number) =>
  useQuery({
    queryKey: ["revision", name, number],
    queryFn: () => answered(hub.getRevision({ params: { name, number } })),
    enabled: name !== "" && number > 0,
    staleTime: Infinity,
  });

/** Rows that match, for small lists; the inventory has its own. */
export const useAgents = (query: string, limit = 50, enabled = true) =>
  useQuery({
    queryKey: ["agents", query, limit],
    queryFn: () => answered(hub.listAgents({ query: { query, limit } })),
    enabled,
    ...stay,
  });

const KNOCKS_MS = 2_000;

/** Failed attempts to connect; without data for people with a reach, who are not told of strangers. */
export const useHandshakes = () =>
  useQuery({
    queryKey: ["handshakes"],
    queryFn: () => answered(hub.listHandshakes()),
    refetchInterval: KNOCKS_MS,
    enabled: useMayRead("handshakes.read"),
  });

/** Counts and lists over the whole fleet are read again at most this often, however much changes. */
const COUNTS_MS = 2_500;

/** Marks what changed as old, so that what is shown of it is read again. Once, in the shell. */
export function useLiveQueries(): void {
  const client = useQueryClient();
  const countAgain = usePaced(() => {
    for (const key of ["facets", "agents", "configurations", "groups"])
      void client.invalidateQueries({ queryKey: [key] });
  }, COUNTS_MS);
  useBatches(
    useCallback(
      (batch: Batch) => {
        const stale = (...queryKey: string[]) => void client.invalidateQueries({ queryKey });
        if (batch.everything) return void client.invalidateQueries();
        for (const uid of [...batch.agents, ...batch.forgotten]) stale("agent", uid);
        for (const name of batch.configurations) stale("configuration", name);
        for (const name of batch.groups) stale("group", name);
        for (const id of batch.rollouts) stale("rollout", id);
        if (batch.agents.size + batch.forgotten.size > 0) countAgain();
        if (batch.configurations.size > 0) stale("configurations");
        if (batch.groups.size + batch.rollouts.size > 0) stale("groups");
        if (batch.rollouts.size > 0) stale("rollouts");
        stale("audit");
      },
      [client, countAgain],
    ),
  );
}
