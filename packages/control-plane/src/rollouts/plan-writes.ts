import {
  type AgentId,
  type GateVerdict,
  type MemberFacts,
  type Millis,
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
  RolloutRecord,
} from "../model.js";
import type { Write } from "../ports.js";
import { breathing } from "../verbs/breathing.js";
import type { Act, AgentChange, VerbContext } from "../verbs/verb.js";
import { agentsById } from "./agents-by-id.js";
import { canHandBack, handBackOf, wasOffered } from "./hand-back.js";
import { hasAcknowledged, IntentDraft } from "./intent-draft.js";
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
  /** Of the plan, as written. */
  readonly events: readonly RolloutEvent[];
  /** There is more of the plan than one commit takes. */
  readonly isPartial: boolean;
}

/** What goes into the same commit beside the plan. */
export interface PlanExtras {
  readonly verdicts: readonly GateVerdict[];
  readonly patches?: readonly MemberPatch[];
  readonly events?: readonly RolloutEvent[];
}

/**
 * Turns a plan into writes. Assignments and returns come in pieces; what is suspended, released or withdrawn belongs to
 * the decision and is written whole (F8). Who acknowledged between the look and now keeps what was to be withdrawn; in a
 * roll-back it returns like the others.
 * Rejects while the store is away.
 */
export async function planWrites(
  ctx: VerbContext,
  watched: Watched,
  asked: RolloutPlan,
  extras: PlanExtras,
): Promise<PlannedWrites> {
  const { record, members } = watched;
  const { assign, sendBack, later } = piecesOf(asked);
  const agents = await agentsById(ctx, [
    ...assign,
    ...asked.suspend,
    ...asked.release,
    ...sendBack,
  ]);
  const acknowledged = await acknowledgedSince(ctx, asked, agents);
  const goesBack = asked.status.rollingBack !== null;
  const kept: ReadonlySet<AgentId> = goesBack ? new Set() : acknowledged;
  const plan =
    goesBack && acknowledged.size > 0 ? withReturns(asked, acknowledged, ctx.now) : asked;
  const draft = new IntentDraft(ctx, agents);
  const isOurs = ({ assignment }: AgentRecord) => assignment?.rollout === record.number;
  const asSuspended = (suspended: boolean) => (agent: AgentRecord) =>
    agent.assignment !== null && isOurs(agent) ? { ...agent.assignment, suspended } : undefined;
  await draft.assign(assign, (agent) => assignmentOf(record, agent, members.get(agent.id)), true);
  await draft.assign(plan.suspend, asSuspended(true), false);
  await draft.assign(plan.release, asSuspended(false), false);
  const returned = new Set(
    plan.marks.flatMap(({ agent, mark }) => (mark?.kind === "returned" ? [agent] : [])),
  );
  const previous = (agent: AgentRecord) => {
    const member = members.get(agent.id);
    if (member === undefined || !isOurs(agent)) return undefined;
    // What was offered may still be taken, and would be kept where nothing is wanted.
    const mayRunIt = returned.has(agent.id) || (goesBack && wasOffered(member, agent));
    const goesLocal = mayRunIt && canHandBack(member, agent, ctx.sources.handBackHash);
    return goesLocal ? handBackOf(record.number, member) : member.previous;
  };
  await draft.assign(
    sendBack.filter((id) => !kept.has(id)),
    previous,
    false,
  );

  const patches = new Map<AgentId, MemberPatch>();
  const patch = (one: MemberPatch) => patches.set(one.agent, { ...patches.get(one.agent), ...one });
  for (const id of assign) {
    const agent = agents.get(id);
    if (agent === undefined || !draft.has(id)) continue;
    const { restarts, exits, flaps } = agent.outcome;
    const notes = { ...members.get(id)?.notes, counts: { restarts, exits, flaps } };
    patch({ agent: id, assignedAt: ctx.now, notes });
  }
  for (const { agent, mark } of plan.marks) {
    if (!later.has(agent) && !kept.has(agent)) patch({ agent, mark });
  }
  for (const one of extras.patches ?? []) patch(one);
  const next = nextRecord(record, plan, extras.verdicts);
  if (record.live && !next.live) {
    for (const one of endNotes(ctx, watched, next, patches)) patch(one);
  }
  return {
    writes: [
      ...rolloutWrites(
        ctx,
        record.version,
        next,
        [...patches.values()],
        [...plan.events, ...(extras.events ?? [])],
      ),
      ...(plan.completes ? await stableWrites(ctx, record) : []),
      ...byKind(draft.writes),
    ],
    acts: draft.agents.map(({ id }) => ({ kind: "intent", id })),
    agents: draft.agents,
    agentChanges: draft.changes,
    record: next,
    patches: [...patches.values()],
    events: plan.events,
    isPartial: assign.length < plan.assign.length || later.size > 0,
  };
}

/** What of a plan goes into one commit, and who has to wait for the next. */
function piecesOf({ assign: all, sendBack: back, marks }: RolloutPlan) {
  const assign = all.slice(0, AGENTS_PER_COMMIT_MAX);
  const returned = new Set(
    marks.flatMap(({ agent, mark }) => (mark?.kind === "returned" ? [agent] : [])),
  );
  const room = AGENTS_PER_COMMIT_MAX - assign.length;
  const later = new Set(back.filter((id) => returned.has(id)).slice(room));
  return { assign, sendBack: back.filter((id) => !later.has(id)), later };
}

async function acknowledgedSince(
  ctx: VerbContext,
  { marks }: RolloutPlan,
  agents: ReadonlyMap<AgentId, AgentRecord>,
): Promise<ReadonlySet<AgentId>> {
  const kept = new Set<AgentId>();
  for await (const { agent: id, mark } of breathing(ctx, marks)) {
    const agent = agents.get(id);
    if (mark?.kind !== "withdrawn" || agent === undefined) continue;
    if (await hasAcknowledged(ctx, agent)) kept.add(id);
  }
  return kept;
}

/** Those that moved since the look are on their way back, so not everybody is back. */
function withReturns(plan: RolloutPlan, moved: ReadonlySet<AgentId>, at: Millis): RolloutPlan {
  return {
    ...plan,
    status: { ...plan.status, rolledBackAt: null },
    phase: "rolling-back",
    marks: plan.marks.map((one) =>
      moved.has(one.agent) ? { agent: one.agent, mark: { kind: "returned", at } } : one,
    ),
    events: plan.events.filter(({ kind }) => kind !== "rolled-back"),
  };
}

function nextRecord(
  record: RolloutRecord,
  { status, phase, sentence }: RolloutPlan,
  verdicts: readonly GateVerdict[],
): RolloutRecord {
  const live = rolloutIsLive(phase);
  return { ...record, status, phase, sentence, verdicts, live, version: record.version + 1 };
}

function rolloutWrites(
  ctx: VerbContext,
  expect: number,
  rollout: RolloutRecord,
  members: readonly MemberPatch[],
  events: readonly RolloutEvent[],
): readonly Write[] {
  return [
    { kind: "set-rollout", expect, rollout },
    ...(members.length > 0 ? [{ kind: "set-members", rollout: rollout.id, members } as const] : []),
    ...(events.length > 0 ? [entriesWrite(ctx, rollout.id, events)] : []),
  ];
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

/** What a member is assigned when its turn comes; undefined where it no longer is one. */
function assignmentOf(
  { number, targets }: RolloutRecord,
  agent: AgentRecord,
  member: RolloutMember | undefined,
): Assignment | undefined {
  if (member === undefined) return undefined;
  const { group, to } = member;
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
