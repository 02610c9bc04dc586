import { sayAgents } from "@fleethub/fleet";
import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";
import { byKind } from "../agents/by-kind.js";
import { breathing } from "../verbs/breathing.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import { policyRefusal } from "../verbs/policy-findings.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { groupSet } from "./group-set.js";
import { groupsAsTheyWouldBe, type Move, weighMove } from "./move.js";
import { releaseMoves } from "./release-moves.js";
import type { GroupOverlap, Moved } from "./requests.js";
import { type ScannedFleet, scanFleet } from "./scan-fleet.js";
import type { AgentRecord } from "../model.js";

/** A change of the groups, before it is known whom it moves. */
export interface ChangedGroups {
  /** Every group as it would be, in order. */
  readonly groups: readonly GroupRecord[];
  /** The one that is created or changed; null: one is removed. */
  readonly subject: string | null;
  /** Writes of groups alone, for the groups as they came out. */
  readonly writesOf: (groups: readonly GroupRecord[]) => readonly Write[];
  /** What a rollout that follows from it is called. */
  readonly title: string;
  readonly expectedAgents: number | undefined;
}

export interface GroupsPlan {
  readonly kind: "groups";
  readonly plan: Omit<Plan<Moved>, "kind">;
  readonly groups: readonly GroupRecord[];
  readonly empty: boolean;
  readonly overlaps: readonly GroupOverlap[];
}

/** Works out whom a change of groups moves and what they would run, and releases that as far as it may go at once. */
export async function planGroups(
  ctx: VerbContext,
  change: ChangedGroups,
): Promise<GroupsPlan | VerbProblem> {
  const { subject, title, expectedAgents } = change;
  const scanned = await scanFleet(ctx, groupSet(change.groups), subject, ctx.directLimit);
  const groups = await withFirstStable(ctx, change, scanned);
  const after = groupsAsTheyWouldBe(ctx, groupSet(groups));
  const moves: Move[] = [];
  const agents = reached(change.groups === groups ? [] : scanned.someMembers, scanned);
  for await (const agent of breathing(ctx, agents)) {
    const move = await weighMove(ctx, agent, {}, after);
    if (move.group !== agent.group || move.effect !== "same") moves.push(move);
  }
  if (expectedAgents !== undefined && expectedAgents !== moves.length) {
    return problem(
      "expected-agents",
      `This reaches ${sayAgents(moves.length)}, not ${expectedAgents}. Look at who moves now, then repeat it with the number you mean.`,
      { agents: moves.length },
    );
  }
  const refusal = await policyBroken(ctx, moves);
  if (refusal !== null) return refusal;
  const released = await releaseMoves(ctx, moves, after, title);
  if (released.kind === "problem") return released;
  const { writes, acts, agentChanges, moved, changed, rollout } = released;
  return {
    kind: "groups",
    plan: {
      changes: { writes: [...change.writesOf(groups), ...byKind(writes)] },
      reach: moves.map(({ agent }) => agent.id),
      acts,
      agentChanges,
      value: { moved, changed, rollout },
    },
    groups,
    empty: scanned.members === 0,
    overlaps: scanned.overlaps,
  };
}

/** Each once: those whose group changes, and those whose group gets something to run. */
function reached(members: readonly AgentRecord[], { movers }: ScannedFleet): AgentRecord[] {
  return [...new Map([...movers, ...members].map((agent) => [agent.id, agent])).values()];
}

/**
 * A group that gets its configuration begins with the newest revision of it, where no more members are there than a
 * change may reach at once; else with none until its first rollout.
 */
async function withFirstStable(
  ctx: VerbContext,
  { groups, subject }: ChangedGroups,
  { members }: ScannedFleet,
): Promise<readonly GroupRecord[]> {
  const group = groups.find(({ name }) => name === subject);
  if (group === undefined || group.configuration === null || group.stable !== null) return groups;
  if (members > ctx.directLimit) return groups;
  const { configuration } = group;
  const found = await ctx.storage.configurations.get(configuration);
  const revision = found?.latestRevision ?? 0;
  if (revision === 0) return groups;
  const stable = { configuration, revision, rollout: 0 };
  return groups.map((each) => (each === group ? { ...group, stable } : each));
}

async function policyBroken(ctx: VerbContext, moves: readonly Move[]): Promise<VerbProblem | null> {
  for await (const { agent, after, effect } of breathing(ctx, moves)) {
    if (effect !== "changes" || after.rendered === null) continue;
    const refusal = await policyRefusal(ctx, agent, after.rendered);
    if (refusal !== null) return refusal;
  }
  return null;
}
