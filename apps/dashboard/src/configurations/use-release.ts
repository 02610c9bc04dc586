"use client";
import type { Configuration, Group } from "@fleethub/api";
import { useMemo } from "react";
import { groupsOf, groupsOver, useGroups } from "../data/groups";
import { plural } from "../words/format";

/** Where a configuration goes: its groups, and what a release of a revision waits for. */
export interface Release {
  /** Groups that release it, or, of a fragment, whose stable revision stands on it. */
  readonly groups: readonly Group[];
  /** Groups of the whole hub, for those who have to know whom they do not reach. */
  readonly all: readonly Group[];
  /** Revisions that are stable in some group. */
  readonly stable: ReadonlySet<number>;
  /** Not until this is so; undefined: it can be rolled out. */
  readonly waits: string | undefined;
}

export function useRelease(configuration: Configuration, edited: boolean, number: number): Release {
  const groups = useGroups();
  const all = groups.data?.items ?? NONE;
  return useMemo(() => {
    const { name, kind } = configuration;
    const own = kind === "fragment" ? groupsOver(all, name) : groupsOf(all, name);
    const stable = new Set(own.flatMap((group) => stableIn(group, configuration)));
    const none =
      kind === "fragment"
        ? "Roll out waits for a group that stands on it"
        : "Roll out waits for a group that releases it";
    const waits =
      edited || number === 0
        ? "Roll out waits for the draft to be saved"
        : own.length === 0
          ? none
          : undefined;
    return { groups: own, all, stable, waits };
  }, [all, configuration, edited, number]);
}

const NONE: readonly Group[] = [];

function stableIn({ stable }: Group, { name, kind }: Configuration): readonly number[] {
  if (stable === null) return [];
  if (kind !== "fragment") return stable.configuration === name ? [stable.revision] : [];
  return stable.layers.flatMap((layer) => (layer.configuration === name ? [layer.revision] : []));
}

/** Groups that stand on another revision of a fragment than this one. */
export interface Rebase {
  readonly configurations: number;
  readonly groups: number;
  readonly agents: number;
}

/** What a rebase on a revision of a fragment would be about; null where everybody stands on it, or nobody at all. */
export function rebaseOn(
  groups: readonly Group[],
  fragment: string,
  number: number,
): Rebase | null {
  const others = groupsOver(groups, fragment).filter(
    ({ stable }) =>
      !stable?.layers.some(
        ({ configuration, revision }) => configuration === fragment && revision === number,
      ),
  );
  if (others.length === 0) return null;
  return {
    configurations: new Set(others.map(({ stable }) => stable?.configuration)).size,
    groups: others.length,
    agents: others.reduce((sum, { agents }) => sum + agents, 0),
  };
}

/** `3 configurations, 412 agents in 4 groups`. */
export function rebaseWords({ configurations, groups, agents }: Rebase): string {
  return `${plural(configurations, "configuration")}, ${plural(agents, "agent")} in ${plural(groups, "group")}`;
}
