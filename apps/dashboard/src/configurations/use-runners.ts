"use client";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";

/** Agents that should run a configuration, whoever decided it, by revision. */
export interface Runners {
  readonly total: number;
  /** Revision to agents; revisions without agents are absent. */
  readonly byRevision: ReadonlyMap<number, number>;
}

const AGAIN_MS = 5_000;
const PAGE = 500;

/** The query that finds the agents that should run a configuration, or one of its revisions. */
export function shouldRun(name: string, revision?: number): string {
  return revision === undefined
    ? `configuration:${name}`
    : `configuration:${name} revision:${revision}`;
}

/** Counts by asking for the agents once, or, where they are many, once per revision. */
export async function countRunners(name: string, revisions: readonly number[]): Promise<Runners> {
  const page = await answered(hub.listAgents({ query: { query: shouldRun(name), limit: PAGE } }));
  const byRevision = new Map<number, number>();
  if (page.nextCursor === null) {
    for (const { revision } of page.items)
      if (revision !== null) byRevision.set(revision, (byRevision.get(revision) ?? 0) + 1);
  } else {
    const counts = await Promise.all(
      revisions.map((one) =>
        answered(hub.listAgents({ query: { query: shouldRun(name, one), limit: 1 } })),
      ),
    );
    revisions.forEach((one, at) => {
      const total = counts[at]?.total ?? 0;
      if (total > 0) byRevision.set(one, total);
    });
  }
  return { total: page.total, byRevision };
}

/** Which revision runs where by intent. It is asked every few seconds, not with every change of an agent. */
export const useRunners = (name: string, revisions: readonly number[]) =>
  useQuery({
    queryKey: ["runners", name, revisions.join()],
    queryFn: () => countRunners(name, revisions),
    enabled: name !== "",
    refetchInterval: AGAIN_MS,
    placeholderData: (before) => before,
  });
