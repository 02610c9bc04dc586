import type { AgentId } from "../../agent/facts.js";
import type { Presence } from "../../agent/words.js";
import type { WaveCandidate } from "./wave-candidate.js";

/** One kind of agent: those of a group that share Collector version, operating system and transport. */
export interface AgentKind {
  readonly group: string;
  readonly version: string;
  readonly os: string;
  readonly transport: string;
  readonly agents: number;
}

/** What the canary stands for. */
export interface CanaryCover {
  readonly covered: readonly AgentKind[];
  /** Kinds of which no agent could be reached. */
  readonly missing: readonly AgentKind[];
}

/** Agents of the canary, and what they cover. */
export interface Canary {
  readonly agents: readonly AgentId[];
  readonly cover: CanaryCover;
}

/**
 * One agent that can be reached of each kind, then others up to the size that was asked for, reachable ones first. Where
 * nobody can be reached, each kind is covered by an agent that is away.
 *
 * @param queue candidates in the order in which they are preferred
 */
export function canaryOf(queue: readonly WaveCandidate[], size: number): Canary {
  const ranked = queue.toSorted((a, b) => rankOf(a.presence) - rankOf(b.presence));
  const isAnyThere = ranked.some(({ presence }) => isReachable(presence));
  const kinds = new Map<string, { kind: AgentKind; by: AgentId | null }>();
  for (const it of ranked) {
    const key = JSON.stringify([it.group, it.version, it.os, it.transport]);
    const known = kinds.get(key);
    const by = isReachable(it.presence) || !isAnyThere ? it.agent : null;
    const { group, version, os, transport } = it;
    const kind = { group, version, os, transport, agents: (known?.kind.agents ?? 0) + 1 };
    kinds.set(key, { kind, by: known?.by ?? by });
  }
  const all = [...kinds.values()];
  const chosen = new Set(all.flatMap(({ by }) => (by === null ? [] : [by])));
  for (const { agent } of ranked) {
    if (chosen.size >= size) break;
    chosen.add(agent);
  }
  return {
    agents: [...chosen],
    cover: {
      covered: all.filter(({ by }) => by !== null).map(({ kind }) => kind),
      missing: all.filter(({ by }) => by === null).map(({ kind }) => kind),
    },
  };
}

/** There is a connection, or was one a moment ago: an offer can be made. */
export function isReachable(presence: Presence): boolean {
  return presence === "connected" || presence === "stale";
}

function rankOf(presence: Presence): number {
  return ["connected", "stale", "disconnected", "never-seen"].indexOf(presence);
}
