import {
  AGENT_SETTINGS,
  type AgentId,
  beginRollout,
  checkSpec,
  divideIntoWaves,
  phaseOf,
  presenceOf,
  type RevisionRef,
  rolloutSpec,
  type RolloutSpec,
  type WaveDivision,
  sayAgents,
  sayNumber,
} from "@fleethub/fleet";
import { workOut } from "../agents/desired.js";
import type {
  AgentRecord,
  Assignment,
  LeftOut,
  MemberNotes,
  RolloutMemberRecord,
  RolloutRecord,
  RolloutTarget,
  Variables,
} from "../model.js";
import type { Write } from "../ports.js";
import { breathing } from "../verbs/breathing.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { Act, AgentChange, VerbContext } from "../verbs/verb.js";
import { groupPlan } from "./group-plan.js";
import { liveRollouts } from "./live-rollouts.js";
import { entriesWrite } from "./plan-writes.js";
import type { RolloutPlanInput } from "./requests.js";
import { notesOf, startedEvent } from "./start-words.js";
import { type Superseded, supersede } from "./supersede.js";

/** An agent that is to be a member. */
export interface Candidate {
  /** As it is now. */
  readonly agent: AgentRecord;
  /** As it will be once the caller's own writes are committed. Default: as it is now. */
  readonly becomes?: AgentRecord;
  /** Group that it is a member for: the one that it has once the change is committed. */
  readonly group: string;
  readonly to: RevisionRef;
  /** What it was to run before; null: nothing was wanted of it. */
  readonly from: RevisionRef | null;
  /**
   * It stays as it is until its turn: the assignment that says so is answered in `stays`, and the caller writes it with
   * what else he changes of the agent. Values are those that it had before the change, where they change.
   */
  readonly stay?: { readonly variables?: Variables };
}

export interface OpenRolloutInput {
  readonly kind: RolloutRecord["kind"];
  readonly title: string;
  readonly targets: readonly RolloutTarget[];
  /** What the request says about how it is to go; the plans of the groups stand behind it. */
  readonly plan: RolloutPlanInput;
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
  /** What a live rollout in one of the groups means: it ends by this one, or it refuses this one. */
  readonly whereLive: "supersede" | "refuse";
}

/** A rollout that is about to begin. Everything goes into the caller's commit. */
export interface OpenedRollout {
  readonly kind: "opened";
  readonly rollout: RolloutRecord;
  /** The rollout with its members and first lines, and what ends the rollouts before it. Not the stay-assignments. */
  readonly writes: readonly Write[];
  /** For agents whose offer is taken back by the end of another rollout. */
  readonly acts: readonly Act[];
  readonly stays: ReadonlyMap<AgentId, Assignment>;
  /** What every member will be wanted to run, `when: "in-rollout"`. */
  readonly agentChanges: readonly AgentChange[];
  readonly supersedes: readonly number[];
  readonly notes: readonly string[];
  /** How many members each wave takes. */
  readonly waves: readonly number[];
}

/**
 * The one place that makes a rollout with members: divides them into waves, checks the spec against them, ends what
 * runs in its groups. A problem where there are no members, where the spec cannot work, or where a live rollout refuses.
 */
export async function openRollout(
  ctx: VerbContext,
  input: OpenRolloutInput,
): Promise<OpenedRollout | VerbProblem> {
  const { targets, candidates } = input;
  const groups = targets.map(({ group }) => group);
  if (candidates.length === 0) return nobody(groups, input.leftOut);
  const live = await liveRollouts(ctx, groups);
  const [first] = live;
  if (first !== undefined && input.whereLive === "refuse") return isLive(first);
  const planned = await groupPlan(ctx, groups, input.plan);
  if (planned.kind === "problem") return planned;
  const spec = rolloutSpec(planned.plan, input.plan);
  const division = divideIntoWaves(
    spec,
    candidates.map((each) => waveCandidate(ctx, each)),
  );
  const refusal = specRefusal(ctx, spec, candidates, input.plan.gates !== undefined);
  if (refusal !== null) return refusal;

  const number = (await ctx.storage.rollouts.lastNumber()) + 1;
  const { actor } = ctx;
  const reason = `rollout ${number} begins`;
  const ended = await supersede(ctx, live, { by: "operator", actor: actor.id, reason });
  const stays = staysOf(number, candidates);
  const rollout = await recordOf(ctx, { number, spec, ended, division }, input);
  const members = membersOf(rollout.id, candidates, division, stays, ended);
  const agentChanges = await changesOf(ctx, number, targets, candidates);
  const notes = notesOf(division, spec, ended.numbers);
  return {
    kind: "opened",
    rollout,
    writes: [
      ...ended.writes,
      { kind: "add-rollout", rollout, members },
      entriesWrite(ctx, rollout.id, [startedEvent(rollout, actor, ended.numbers, notes)]),
    ],
    acts: ended.acts,
    stays,
    agentChanges,
    supersedes: ended.numbers,
    notes,
    waves: division.waves.map((wave) => wave.length),
  };
}

function nobody(groups: readonly string[], leftOut: readonly LeftOut[]): VerbProblem {
  const all = leftOut.reduce((sum, { agents }) => sum + agents, 0);
  const where = groups.length === 1 ? `the group ${groups[0]}` : "these groups";
  const detail =
    all === 0
      ? `Nobody is in ${where}, so there is nobody to roll out to. Look at the selector.`
      : `${all === 1 ? "The one agent" : `None of the ${sayAgents(all)}`} in ${where} ${all === 1 ? "cannot" : "can"} be a member: ${leftOut.map(leftOutWords).join(", ")}.`;
  const remedy = "Choose a group with agents, or mend what keeps them out.";
  return problem("no-members", detail, {
    errors: [{ pointer: "/group", message: detail, remedy }],
    agents: 0,
  });
}

/** "1 is pinned", "12 are pinned". */
function leftOutWords({ agents, reason }: LeftOut): string {
  const [one, many] = LEFT_OUT_WORDS[reason];
  return `${sayNumber(agents)} ${agents === 1 ? one : many}`;
}

const LEFT_OUT_WORDS: { readonly [Reason in LeftOut["reason"]]: readonly [string, string] } = {
  pinned: ["is pinned", "are pinned"],
  held: ["is held", "are held"],
  "awaiting-approval": ["is not approved", "are not approved"],
  "not-remote-configurable": [
    "does not accept remote configuration",
    "do not accept remote configuration",
  ],
  "cannot-run": ["cannot run it", "cannot run it"],
};

function isLive({ id, number, title, targets }: RolloutRecord): VerbProblem {
  const groups = targets.map(({ group }) => group).join(", ");
  return problem(
    "rollout-live",
    `Rollout ${number} (${title}) is under way in ${groups}. Wait for its end, or abort it or roll it back, then repeat this.`,
    { resource: { kind: "rollout", id } },
  );
}

function waveCandidate(ctx: VerbContext, { agent, group }: Candidate) {
  const { id, projection, transport, report } = agent;
  return {
    agent: id,
    group,
    version: projection.agentVersion,
    os: projection.os,
    transport: transport ?? "websocket",
    presence: presenceOf(report, transport, ctx.now, AGENT_SETTINGS),
  };
}

function specRefusal(
  ctx: VerbContext,
  spec: RolloutSpec,
  candidates: readonly Candidate[],
  gatesGiven: boolean,
): VerbProblem | null {
  const reporting = candidates.filter(({ agent }) => agent.flow !== "not-reported").length;
  const settleMs = AGENT_SETTINGS.failureWindowMs;
  const facts = { now: ctx.now, members: candidates.length, reporting, gatesGiven, settleMs };
  const errors = checkSpec(spec, facts);
  const [first] = errors;
  if (first === undefined) return null;
  return problem("invalid", `${first.message} ${first.remedy}`, { errors });
}

function staysOf(
  number: number,
  candidates: readonly Candidate[],
): ReadonlyMap<AgentId, Assignment> {
  const stays = new Map<AgentId, Assignment>();
  for (const { agent, group, from, stay } of candidates) {
    if (stay === undefined) continue;
    const { variables } = stay;
    const base = { rollout: number, group, revision: from, suspended: false };
    stays.set(agent.id, variables === undefined ? base : { ...base, variables });
  }
  return stays;
}

const counted = (count: number, what: string) =>
  `${sayNumber(count)} ${what}${count === 1 ? "" : "s"}`;

async function recordOf(
  ctx: VerbContext,
  made: {
    readonly number: number;
    readonly spec: RolloutSpec;
    readonly ended: Superseded;
    readonly division: WaveDivision;
  },
  { kind, title, targets, candidates, leftOut }: OpenRolloutInput,
): Promise<RolloutRecord> {
  const { number, spec, ended } = made;
  const status = beginRollout(ctx.now, ended.inFlight);
  const phase = phaseOf(spec, status, ctx.now);
  const waves = made.division.waves.filter((wave) => wave.length > 0).length;
  return {
    id: ctx.ids.uuidv7(),
    number,
    kind,
    title,
    targets,
    spec,
    status,
    phase,
    sentence: `Begins with ${counted(candidates.length, "agent")} in ${counted(waves, "wave")}.`,
    verdicts: [],
    members: candidates.length,
    leftOut,
    live: true,
    version: 1,
    createdAt: ctx.now,
    createdBy: ctx.actor.id,
  };
}

function membersOf(
  rollout: string,
  candidates: readonly Candidate[],
  division: WaveDivision,
  stays: ReadonlyMap<AgentId, Assignment>,
  { withdrawn }: Superseded,
): readonly RolloutMemberRecord[] {
  const waveOf = new Map<AgentId, number>();
  division.waves.forEach((wave, index) => wave.forEach((id) => waveOf.set(id, index)));
  return candidates.map(({ agent, group, to, from }) => {
    const back = withdrawn.get(agent.id);
    const assignment = back === undefined ? agent.assignment : back.assignment;
    return {
      rollout,
      agent: agent.id,
      group,
      wave: waveOf.get(agent.id) ?? 0,
      to,
      from: back === undefined ? from : back.from,
      assignedAt: null,
      mark: null,
      previous: stays.get(agent.id) ?? assignment,
      notes: healthNote(agent),
    };
  });
}

/** What gates take as its health before: what is not settled or not known says nothing. */
function healthNote({ projection: { health } }: AgentRecord): MemberNotes {
  if (health === "restarting" || health === "unknown") return {};
  return { wasUnwell: health !== "healthy" };
}

/** What every candidate will be wanted to run when its turn comes. */
async function changesOf(
  ctx: VerbContext,
  number: number,
  targets: readonly RolloutTarget[],
  candidates: readonly Candidate[],
): Promise<readonly AgentChange[]> {
  const forced = new Set(targets.flatMap((it) => (it.forced === true ? [it.group] : [])));
  const changes: AgentChange[] = [];
  for await (const { agent, becomes = agent, group, to } of breathing(ctx, candidates)) {
    const before = await workOut(agent, ctx.sources);
    const assignment = {
      rollout: number,
      group,
      revision: to,
      suspended: false,
      ...(forced.has(group) ? { forced: true as const } : {}),
    };
    const after = await workOut({ ...becomes, group, assignment }, ctx.sources);
    changes.push({
      agent,
      before: before.desired,
      after: after.desired,
      variables: after.variables,
      when: "in-rollout",
    });
  }
  return changes;
}
