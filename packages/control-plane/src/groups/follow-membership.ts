import type { Millis } from "@fleethub/fleet";
import { byKind } from "../agents/by-kind.js";
import type { DesiredSources } from "../agents/desired.js";
import type { AgentRecord } from "../model.js";
import type { FleetStorage, Ids, Write } from "../ports.js";
import { intentWrites } from "../verbs/change-intent.js";
import { groupEntry } from "./group-entry.js";
import { type GroupSet, groupOf, groupSet } from "./group-set.js";
import { boardOf } from "./group-board.js";

export interface FollowMembershipDeps {
  readonly storage: Pick<FleetStorage, "store" | "groups">;
  readonly sources: DesiredSources;
  readonly ids: Ids;
}

/** What became of agents whose group was found to be another. */
export interface FollowedMembership {
  readonly moved: readonly AgentRecord[];
  /** Something else was written about them first: read them again. */
  readonly passed: readonly AgentRecord[];
}

/**
 * Writes the group of agents that have another by now, with what follows for what they are to run, in one commit.
 * Groups are read afresh: a verb that changed them may have moved these agents, and then its version of the agent is
 * not the one that is expected here. May be repeated, by several hubs at once. Rejects while the store is away.
 */
export async function followMembership(
  deps: FollowMembershipDeps,
  agents: readonly AgentRecord[],
  now: Millis,
): Promise<FollowedMembership> {
  const groups = groupSet(await deps.storage.groups.list());
  const moving = agents.filter((agent) => groupOf(groups, agent) !== agent.group);
  if (moving.length === 0) return { moved: [], passed: [] };
  const written = new Map<AgentRecord, readonly Write[]>();
  for (const agent of moving) written.set(agent, await writesOf(deps, groups, agent, now));
  const commit = (some: readonly AgentRecord[]) => {
    const writes = byKind(some.flatMap((agent) => written.get(agent) ?? []));
    return deps.storage.store.commit({ writes });
  };
  if ((await commit(moving)).kind === "committed") return { moved: moving, passed: [] };
  const moved: AgentRecord[] = [];
  const passed: AgentRecord[] = [];
  for (const agent of moving) {
    const { kind } = await commit([agent]);
    (kind === "committed" ? moved : passed).push(agent);
  }
  return { moved, passed };
}

async function writesOf(
  { sources, ids }: FollowMembershipDeps,
  groups: GroupSet,
  agent: AgentRecord,
  now: Millis,
): Promise<readonly Write[]> {
  const group = groupOf(groups, agent);
  const ctx = { sources: { ...sources, groups: boardOf(groups) }, now };
  // What the old group assigned ends with it.
  const left = agent.assignment === null ? {} : { assignment: null };
  const change = { group, ...left, newAttempt: false } as const;
  const { writes } = await intentWrites(ctx, agent, change);
  return [...writes, groupEntry({ ids, now }, agent.id, agent.group, group)];
}
