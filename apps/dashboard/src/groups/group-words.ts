import type { Group, GroupPage, Sync, SyncCounts } from "@fleethub/api";
import { droppable } from "../data/query-text";
import { count, plural } from "../words/format";
import { MOVING, SYNC, type Tone } from "../words/states";

/** `9 groups, first match wins, 369 agents in none`. */
export function headWords({ items, none }: Pick<GroupPage, "items" | "none">): string {
  if (items.length === 0) return "none yet";
  const outside =
    none.agents === 0 ? "every agent in one" : `${plural(none.agents, "agent")} in none`;
  return `${plural(items.length, "group")}, first match wins, ${outside}`;
}

/** One part of a group's bar of config sync. */
export interface SyncPart {
  readonly tone: Tone;
  readonly agents: number;
  readonly words: string;
  /** Query of those agents, within their group. */
  readonly query: string;
}

interface Family {
  readonly tone: Tone;
  readonly syncs: readonly Sync[];
  readonly word: string;
}

const alone = (sync: Sync): Family => ({
  tone: SYNC[sync].tone,
  syncs: [sync],
  word: SYNC[sync].word.toLowerCase(),
});

/** Trouble first: the order of the words. The bar begins with what is well. */
const FAMILIES: readonly Family[] = [
  alone("failed"),
  alone("incompatible"),
  alone("rolled-back"),
  alone("drifted"),
  alone("awaiting-approval"),
  { tone: "move", syncs: MOVING, word: "moving" },
  alone("in-sync"),
  alone("unmanaged"),
];

/** Members by family of config sync, trouble first; families that nobody is in are absent. */
export function syncParts(syncs: SyncCounts): readonly SyncPart[] {
  return FAMILIES.flatMap(({ tone, syncs: words, word }) => {
    const agents = words.reduce((sum, sync) => sum + (syncs[sync] ?? 0), 0);
    return agents === 0
      ? []
      : [{ tone, agents, words: `${count(agents)} ${word}`, query: `sync:${words.join(",")}` }];
  });
}

/** `4 failed, 14 drifted, 5 moving`; `all in sync`; `not managed`; `no agents`. */
export function syncWords({ agents, syncs }: Pick<Group, "agents" | "syncs">): string {
  if (agents === 0) return "no agents";
  if ((syncs["in-sync"] ?? 0) === agents) return "all in sync";
  if ((syncs.unmanaged ?? 0) === agents) return "not managed";
  return syncParts(syncs)
    .filter(({ query }) => query !== "sync:in-sync")
    .map(({ words }) => words)
    .join(", ");
}

/** What its members run where nothing else is wanted of them. */
export function stableWords({ stable }: Pick<Group, "stable">): string {
  return stable === null ? "none" : `${stable.configuration} r${stable.revision}`;
}

/** `on base r7, privacy r9`, or why there is no stable revision. */
export function standsOnWords({ stable, configuration }: Group): string {
  if (stable !== null) {
    const layers = stable.layers.map((layer) => `${layer.configuration} r${layer.revision}`);
    return layers.length === 0 ? "" : `on ${layers.join(", ")}`;
  }
  return configuration === null
    ? "it only gathers agents"
    : `${configuration} is not released here yet`;
}

/** What becomes of an agent that comes to the group. */
export function newAgentsWords({
  stable,
  configuration,
}: Pick<Group, "stable" | "configuration">): string {
  if (configuration === null && stable === null) return "are left as they are";
  return stable === null
    ? "are left as they are until a rollout is complete"
    : "get the stable revision on first report";
}

/** The conditions that two selectors differ in. */
export interface SelectorChange {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

export function selectorChange(before: string, after: string): SelectorChange {
  const terms = (query: string) => droppable(query).map(({ term }) => term);
  const was = terms(before);
  const is = terms(after);
  return {
    added: is.filter((term) => !was.includes(term)),
    gone: was.filter((term) => !is.includes(term)),
  };
}

/** Agents that come from one group, or none, to another, or none. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly agents: number;
}

/** `moves 3 agents to no group`, `takes 5 agents from edge`, as seen from the group that is changed. */
export function moveWords({ from, to, agents }: Move, group: string): string {
  const who = plural(agents, "agent");
  if (from === group) return `moves ${who} to ${to ?? "no group"}`;
  if (to === group)
    return from === null
      ? `takes ${who} that ${agents === 1 ? "is" : "are"} in no group`
      : `takes ${who} from ${from}`;
  return `moves ${who} from ${from ?? "no group"} to ${to ?? "no group"}`;
}
