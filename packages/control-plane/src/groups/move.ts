import { type DesiredSources, type WorkedOut, workOut } from "../agents/desired.js";
import type { AgentRecord, Labels, Variables } from "../model.js";
import { hashOf, type IntentPatch } from "../verbs/change-intent.js";
import type { VerbContext } from "../verbs/verb.js";
import { type GroupBoard, boardOf } from "./group-board.js";
import { type GroupSet, groupOf } from "./group-set.js";

/** What an operator changes of one agent that bears on its group or on its values. */
export interface MovePatch {
  readonly labels?: Labels;
  readonly givenName?: string | null;
  readonly variables?: Variables;
}

/** What the groups will be once the change is committed, and what desired follows from them. */
export interface GroupsAfter {
  readonly groups: GroupSet;
  readonly sources: DesiredSources;
}

/** One agent as it is and as it would be. */
export interface Move {
  readonly agent: AgentRecord;
  /** Everything that is written of it. */
  readonly patch: IntentPatch;
  /** The group afterwards. */
  readonly group: string | null;
  readonly before: WorkedOut;
  readonly after: WorkedOut;
  readonly effect: MoveEffect;
}

export type MoveEffect =
  /** It runs what it ran. */
  | "same"
  /** Nothing is wanted of it any more: it keeps running what it runs. */
  | "keeps-running"
  /** It is to run something else. */
  | "changes";

/** Groups as they are: for changes of agents alone. */
export async function groupsAsTheyAre(ctx: VerbContext): Promise<GroupsAfter> {
  return { groups: await ctx.groups.all(), sources: ctx.sources };
}

/** Groups as they would be. */
export function groupsAsTheyWouldBe(ctx: VerbContext, groups: GroupSet): GroupsAfter {
  const board: GroupBoard = boardOf(groups);
  return { groups, sources: { ...ctx.sources, groups: board } };
}

/** What a change comes to for one agent. Membership follows in the same commit, and what its old group assigned ends. */
export async function weighMove(
  ctx: VerbContext,
  agent: AgentRecord,
  patch: MovePatch,
  { groups, sources }: GroupsAfter,
): Promise<Move> {
  const group = groupOf(groups, { ...agent, ...patch });
  const written: IntentPatch = {
    ...patch,
    ...carriedByHold(agent, patch),
    ...(group === agent.group ? carried(agent, patch) : { group, ...withoutAssignment(agent) }),
  };
  const before = await workOut(agent, ctx.sources);
  const after = await workOut({ ...agent, ...written }, sources);
  return { agent, patch: written, group, before, after, effect: effectOf(agent, before, after) };
}

function effectOf({ report }: AgentRecord, before: WorkedOut, after: WorkedOut): MoveEffect {
  const [was, is] = [hashOf(before.desired), hashOf(after.desired)];
  if (was === is) return "same";
  if (is === null) return "keeps-running";
  const said = report.remoteConfig;
  return said?.hash === is && said.status === "applied" ? "same" : "changes";
}

function withoutAssignment({ assignment }: AgentRecord): Pick<IntentPatch, "assignment"> {
  return assignment === null ? {} : { assignment: null };
}

/** Values that an assignment keeps back take the same change, or it would never reach the agent. */
function carried(agent: AgentRecord, { variables }: MovePatch): Pick<IntentPatch, "assignment"> {
  const { assignment } = agent;
  if (variables === undefined || assignment?.variables === undefined) return {};
  return {
    assignment: { ...assignment, variables: withChange(assignment.variables, agent, variables) },
  };
}

/** The same for a hold. */
function carriedByHold(agent: AgentRecord, { variables }: MovePatch): Pick<IntentPatch, "hold"> {
  const { hold } = agent;
  if (variables === undefined || hold?.variables === undefined) return {};
  return { hold: { ...hold, variables: withChange(hold.variables, agent, variables) } };
}

function withChange(before: Variables, agent: AgentRecord, variables: Variables): Variables {
  const kept: Record<string, Variables[string]> = { ...before };
  for (const name of new Set([...Object.keys(agent.variables), ...Object.keys(variables)])) {
    const value = variables[name];
    if (value === agent.variables[name]) continue;
    if (value === undefined) delete kept[name];
    else kept[name] = value;
  }
  return kept;
}
