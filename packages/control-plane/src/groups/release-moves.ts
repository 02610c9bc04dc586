import { type AgentId, sayAgents } from "@fleethub/fleet";
import type { GroupRecord, RolloutRecord, RolloutTarget } from "../model.js";
import type { Write } from "../ports.js";
import { type Candidate, type OpenedRollout, openRollout } from "../rollouts/open-rollout.js";
import { breathing } from "../verbs/breathing.js";
import { intentWrites } from "../verbs/change-intent.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import { runnabilityOf } from "../verbs/runnability.js";
import type { Act, AgentChange, VerbContext } from "../verbs/verb.js";
import { groupEntry } from "./group-entry.js";
import type { GroupsAfter, Move } from "./move.js";
import { refuseWhereLive } from "./refuse-where-live.js";
import { strayMembers } from "./stray-members.js";

/** Moves as they are committed: at once, or with those that change staying as they are until their wave. */
export interface ReleasedMoves {
  readonly kind: "released";
  readonly writes: readonly Write[];
  readonly acts: readonly Act[];
  readonly agentChanges: readonly AgentChange[];
  /** Agents that come to another group, or to none. */
  readonly moved: number;
  /** Agents that run something else by it. */
  readonly changed: number;
  readonly rollout: RolloutRecord | null;
}

/**
 * Commits a change of many agents without changing many at once. Up to the direct limit those that are to run something
 * else get it with the commit; above it each of them stays as it is and becomes a member of one rollout. Pins and holds
 * stand above groups, so a pinned agent whose values change gets them at once and is not counted; nor is one that takes
 * no configuration now.
 */
export async function releaseMoves(
  ctx: VerbContext,
  moves: readonly Move[],
  after: GroupsAfter,
  title: string,
): Promise<ReleasedMoves | VerbProblem> {
  const changing: Move[] = [];
  for await (const move of breathing(ctx, moves)) {
    if (await isReached(ctx, move)) changing.push(move);
  }
  const isMany = changing.length > ctx.directLimit;
  const opened = isMany ? await open(ctx, changing, after, title) : null;
  if (opened?.kind === "problem") return opened;
  const writes: Write[] = [...(opened?.writes ?? [])];
  const acts: Act[] = [...(opened?.acts ?? [])];
  const agentChanges: AgentChange[] = [...(opened?.agentChanges ?? [])];
  const renderings = new Set<string>();
  for await (const { agent, patch } of breathing(ctx, moves)) {
    const assignment = opened?.stays.get(agent.id);
    const change =
      assignment === undefined
        ? { ...patch, newAttempt: "where-desired-changes" as const }
        : { ...patch, assignment, newAttempt: false };
    const made = await intentWrites(ctx, agent, change, after.sources);
    for (const write of made.writes) if (isNew(write, renderings)) writes.push(write);
    if (patch.group !== undefined) {
      writes.push(groupEntry(ctx, agent.id, agent.group, patch.group));
    }
    acts.push({ kind: "intent", id: agent.id });
    if (assignment === undefined) agentChanges.push(made.change);
  }
  return {
    kind: "released",
    writes,
    acts,
    agentChanges,
    moved: moves.filter(({ agent, group }) => agent.group !== group).length,
    changed: moves.filter(({ effect }) => effect === "changes").length,
    rollout: opened?.rollout ?? null,
  };
}

/** Agents with the same values share what is written for them. */
export function isNew(write: Write, renderings: Set<string>): boolean {
  if (write.kind !== "add-rendering") return true;
  const { hash } = write.rendering;
  if (renderings.has(hash)) return false;
  renderings.add(hash);
  return true;
}

/** Its group brings it something else, and it takes it. */
async function isReached(ctx: VerbContext, { agent, after, effect }: Move): Promise<boolean> {
  if (effect !== "changes" || after.rendered === null) return false;
  if (after.source !== "group" && after.source !== "assignment") return false;
  if (agent.admission !== "admitted") return false;
  const { verdict } = await runnabilityOf(ctx, agent, after.rendered);
  return verdict === "can-run" || verdict === "unknown";
}

async function open(
  ctx: VerbContext,
  changing: readonly Move[],
  after: GroupsAfter,
  title: string,
): Promise<OpenedRollout | VerbProblem> {
  const targets = targetsOf(changing, after);
  const what = `this changes ${sayAgents(changing.length)}, so it goes as a rollout, and a group has one at a time`;
  for (const { group } of targets) {
    const refusal = await refuseWhereLive(ctx, group, what);
    if (refusal !== null) return refusal;
  }
  const moving = new Set<AgentId>(changing.map(({ agent }) => agent.id));
  const strays = await strayMembers(ctx, targets, moving, after);
  const onAssignment = changing.filter(({ after: { source } }) => source === "assignment");
  const [stray] = [...strays, ...onAssignment.map(({ agent }) => agent)];
  if (stray !== undefined) {
    const count = strays.length + onAssignment.length;
    return problem(
      "rollout-stands",
      `This changes ${sayAgents(changing.length)}, so it goes as a rollout; but ${sayAgents(count)} of ${stray.group} still ${count === 1 ? "runs" : "run"} what an earlier rollout assigned, which the end of this one would undo. Release a revision to the whole group first.`,
      { resource: { kind: "group", id: stray.group ?? "" }, agents: changing.length },
    );
  }
  return openRollout(ctx, {
    kind: "move",
    title,
    targets,
    plan: {},
    candidates: changing.map(candidateOf),
    leftOut: [],
    whereLive: "refuse",
  });
}

function candidateOf({ agent, patch, group, before, after }: Move): Candidate {
  const { revision } = after;
  if (group === null || revision === null)
    throw new Error("A move without a group changes nothing.");
  const isWanted = before.desired.kind === "revision" && before.desired.withheld === undefined;
  const isSame = JSON.stringify(before.variables) === JSON.stringify(after.variables);
  return {
    agent,
    becomes: { ...agent, ...patch },
    group,
    to: revision,
    from: isWanted ? before.revision : null,
    stay: isSame ? {} : { variables: before.variables },
  };
}

function targetsOf(changing: readonly Move[], { groups }: GroupsAfter): readonly RolloutTarget[] {
  const names = new Set(changing.flatMap(({ group }) => (group === null ? [] : [group])));
  return [...names].flatMap((name): RolloutTarget[] => {
    const stable: GroupRecord["stable"] = groups.get(name)?.record.stable ?? null;
    if (stable === null) return [];
    return [{ group: name, configuration: stable.configuration, revision: stable.revision }];
  });
}
