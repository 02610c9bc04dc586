import {
  type AgentId,
  type GateVerdict,
  type MemberFacts,
  type RolloutEvent,
  type RolloutMember,
  rolloutIsLive,
  type RolloutPlan,
  stepOf,
} from "@fleethub/fleet";
import { byKind } from "../agents/by-kind.js";
import type {
  AgentRecord,
  Assignment,
  MemberPatch,
  RolloutEntry,
  RolloutMemberRecord,
  RolloutRecord,
} from "../model.js";
import type { Write } from "../ports.js";
import { intentWrites } from "../verbs/change-intent.js";
import type { Act, AgentChange, VerbContext } from "../verbs/verb.js";
import { agentsById } from "./agents-by-id.js";
import { sinceOf } from "./member-since.js";
import { stableWrites } from "./stable-writes.js";
import type { Watched } from "./watched.js";

/** Agents that one commit newly assigns or sends back; the next look goes on with the others. */
export const AGENTS_PER_COMMIT_MAX = 500;

/** What a plan comes to in the store. All of it belongs into one commit. */
export interface PlannedWrites {
  readonly writes: readonly Write[];
  readonly acts: readonly Act[];
  /** Agents whose intent is written. */
  readonly agents: readonly AgentRecord[];
  readonly agentChanges: readonly AgentChange[];
  /** The record as it will be stored. */
  readonly record: RolloutRecord;
  readonly patches: readonly MemberPatch[];
  /** There is more of the plan than one commit takes. */
  readonly isPartial: boolean;
}

/** What goes into the same commit beside the plan. */
export interface PlanExtras {
  readonly verdicts: readonly GateVerdict[];
  readonly patches?: readonly MemberPatch[];
  readonly events?: readonly RolloutEvent[];
  /** Lets others have a turn, every few agents. */
  readonly nextTurn?: () => Promise<void>;
}

/** Agents decided about before others get a turn. */
const AGENTS_IN_A_TURN = 50;

/**
 * Turns a plan into writes. Assignments and returns come in pieces; what is suspended, released or withdrawn belongs to
 * the decision and is written whole (F8). Rejects while the store is away.
 */
export async function planWrites(
  ctx: VerbContext,
  watched: Watched,
  plan: RolloutPlan,
  extras: PlanExtras,
): Promise<PlannedWrites> {
  const { record, members } = watched;
  const returned = new Set(
    plan.marks.flatMap(({ agent, mark }) => (mark?.kind === "returned" ? [agent] : [])),
  );
  const assign = plan.assign.slice(0, AGENTS_PER_COMMIT_MAX);
  const later = new Set(
    plan.sendBack.filter((id) => returned.has(id)).slice(AGENTS_PER_COMMIT_MAX - assign.length),
  );
  const sendBack = plan.sendBack.filter((id) => !later.has(id));
  const draft = new Draft(ctx);
  const touched = [...assign, ...plan.suspend, ...plan.release, ...sendBack];
  const agents = await agentsById(ctx, touched);
  const each = async (
    ids: readonly AgentId[],
    next: (agent: AgentRecord, member: RolloutMemberRecord) => Assignment | null | undefined,
    newAttempt: boolean,
  ) => {
    for (const id of ids) {
      const agent = agents.get(id);
      const member = members.get(id);
      if (agent === undefined || member === undefined) continue;
      const assignment = next(agent, member);
      if (assignment === undefined) continue;
      await draft.assign(agent, assignment, newAttempt);
      if (draft.agents.length % AGENTS_IN_A_TURN === 0) await extras.nextTurn?.();
    }
  };
  const isOurs = ({ assignment }: AgentRecord) => assignment?.rollout === record.number;
  const suspended = (agent: AgentRecord, suspends: boolean) =>
    agent.assignment !== null && isOurs(agent)
      ? { ...agent.assignment, suspended: suspends }
      : undefined;

  await each(assign, (agent, member) => assignmentOf(record, agent, member), true);
  await each(plan.suspend, (agent) => suspended(agent, true), false);
  await each(plan.release, (agent) => suspended(agent, false), false);
  await each(sendBack, (agent, member) => (isOurs(agent) ? member.previous : undefined), false);

  const patches = new Map<AgentId, MemberPatch>();
  const patch = (one: MemberPatch) => patches.set(one.agent, { ...patches.get(one.agent), ...one });
  for (const id of assign) {
    const agent = agents.get(id);
    if (agent === undefined || !draft.has(id)) continue;
    const { restarts, exits, flaps } = agent.outcome;
    const notes = { ...members.get(id)?.notes, counts: { restarts, exits, flaps } };
    patch({ agent: id, assignedAt: ctx.now, notes });
  }
  for (const { agent, mark } of plan.marks) if (!later.has(agent)) patch({ agent, mark });
  for (const one of extras.patches ?? []) patch(one);

  const next: RolloutRecord = {
    ...record,
    status: plan.status,
    phase: plan.phase,
    sentence: plan.sentence,
    verdicts: extras.verdicts,
    live: rolloutIsLive(plan.phase),
    version: record.version + 1,
  };
  if (record.live && !next.live) {
    for (const one of endNotes(ctx, watched, next, patches)) patch(one);
  }
  const events = [...plan.events, ...(extras.events ?? [])];
  return {
    writes: [
      { kind: "set-rollout", expect: record.version, rollout: next },
      ...(patches.size > 0
        ? [{ kind: "set-members", rollout: record.id, members: [...patches.values()] } as const]
        : []),
      ...(events.length > 0 ? [entriesWrite(ctx, record.id, events)] : []),
      ...(plan.completes ? await stableWrites(ctx, record) : []),
      ...byKind(draft.writes),
    ],
    acts: draft.agents.map(({ id }) => ({ kind: "intent", id })),
    agents: draft.agents,
    agentChanges: draft.changes,
    record: next,
    patches: [...patches.values()],
    isPartial: assign.length < plan.assign.length || later.size > 0,
  };
}

/** Events as lines that are kept. */
export function entriesWrite(
  ctx: Pick<VerbContext, "ids" | "now">,
  rollout: string,
  events: readonly RolloutEvent[],
): Write {
  const entries: RolloutEntry[] = events.map((event) => ({
    ...event,
    id: ctx.ids.uuidv7(),
    at: ctx.now,
  }));
  return { kind: "add-rollout-entries", rollout, entries };
}

/** The writes about agents, gathered. Agents with the same values share what is written for them. */
class Draft {
  readonly #ctx: VerbContext;
  readonly #renderings = new Set<string>();
  readonly #ids = new Set<AgentId>();
  readonly writes: Write[] = [];
  readonly agents: AgentRecord[] = [];
  readonly changes: AgentChange[] = [];

  constructor(ctx: VerbContext) {
    this.#ctx = ctx;
  }

  has(id: AgentId): boolean {
    return this.#ids.has(id);
  }

  async assign(agent: AgentRecord, assignment: Assignment | null, newAttempt: boolean) {
    const { writes, change } = await intentWrites(this.#ctx, agent, { assignment, newAttempt });
    for (const write of writes) {
      if (write.kind === "add-rendering") {
        const { hash } = write.rendering;
        if (this.#renderings.has(hash)) continue;
        this.#renderings.add(hash);
      }
      this.writes.push(write);
    }
    this.#ids.add(agent.id);
    this.agents.push(agent);
    this.changes.push(change);
  }
}

/** What a member is assigned when its turn comes; undefined where it no longer is one. */
function assignmentOf(
  { number, targets }: RolloutRecord,
  agent: AgentRecord,
  { group, to }: RolloutMember,
): Assignment | undefined {
  if (agent.group !== group || agent.pin !== null || agent.hold !== null) return undefined;
  const isForced = targets.some((target) => target.group === group && target.forced === true);
  const revision = { configuration: to.configuration, revision: to.revision };
  const assignment = { rollout: number, group, revision, suspended: false };
  return isForced ? { ...assignment, forced: true } : assignment;
}

/** How far everyone had come when it ended: their agents go on to other revisions. */
function* endNotes(
  ctx: VerbContext,
  { members, facts }: Watched,
  { spec, status }: RolloutRecord,
  patches: ReadonlyMap<AgentId, MemberPatch>,
): Generator<MemberPatch> {
  for (const before of members.values()) {
    const { agent } = before;
    const member = { ...before, ...patches.get(agent) };
    const known: MemberFacts | null = facts.get(agent) ?? null;
    const step = stepOf(member, known, spec, status, ctx.now);
    const end = { step, since: sinceOf(step, member, known), reason: known?.reason ?? "" };
    yield { agent, notes: { ...member.notes, end } };
  }
}
