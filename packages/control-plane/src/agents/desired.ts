import type { AgentIntent, ConfigHash, Desired, RevisionRef } from "@fleethub/fleet";
import type { AgentRecord, Assignment, GroupRecord, Rendering, Variables } from "../model.js";
import type { SecretBoard } from "../secrets/secret-board.js";
import type { RenderedRevision, Renderings } from "./renderings.js";
import { type AgentsAuthority, connectionWishOf, type OwnMetricsRule } from "./connection-offer.js";
import { keepsHash } from "./same-meaning.js";
import type { RevisionReader } from "./shared-reads.js";

/** What desired is worked out from. */
export interface DesiredSources {
  readonly configurations: RevisionReader;
  /** Groups by name, remembered: asked for every agent. */
  readonly groups: { get(name: string): Promise<GroupRecord | null> };
  readonly renderings: Renderings;
  /** Secrets by name, remembered: asked for every agent. */
  readonly secrets: Pick<SecretBoard, "all">;
  /** Hash of the offer that hands an agent back to its own files. */
  readonly handBackHash: ConfigHash;
  readonly ownMetrics: OwnMetricsRule;
  /** By which agents verify this hub; null while it is not known. */
  readonly authority: () => AgentsAuthority | null;
}

/** What is wanted of an agent, and which line of the order says so. */
export interface WorkedOut {
  readonly desired: Desired;
  /** The first line that speaks of this agent; `none`: none does. */
  readonly source: "pin" | "hold" | "assignment" | "group" | "none";
  /** The revision that the line names, also where it cannot be offered; null: it names none. */
  readonly revision: RevisionRef | null;
  /** The values that it is put together with. */
  readonly variables: Variables;
  /** What it comes to with these values; null where no revision is there. */
  readonly rendered: RenderedRevision | null;
}

/**
 * What operators want of this agent: its pin, else its hold, else the assignment of a rollout, else the stable revision
 * of its group, else nothing. The first that speaks of the agent decides, also where it comes to nothing: a hold that
 * names no revision, a revision that is gone, or one with a variable that has no value here.
 */
export async function workOut(record: AgentRecord, sources: DesiredSources): Promise<WorkedOut> {
  return (
    (await pinned(record, sources)) ??
    (await held(record, sources)) ??
    (await assigned(record, sources)) ??
    (await stable(record, sources)) ??
    nothing("none", record.variables)
  );
}

/** Desired alone. */
export async function resolveDesired(
  record: AgentRecord,
  sources: DesiredSources,
): Promise<Desired> {
  return (await workOut(record, sources)).desired;
}

/** Intent as the reducer takes it. */
export async function resolveIntent(
  record: AgentRecord,
  sources: DesiredSources,
): Promise<AgentIntent> {
  return intentOf(record, await resolveDesired(record, sources), sources);
}

/** The same where desired is known. */
export function intentOf(
  record: Pick<AgentRecord, "admission" | "connection" | "access">,
  desired: Desired,
  sources: Pick<DesiredSources, "handBackHash" | "ownMetrics" | "authority">,
): AgentIntent {
  const { handBackHash } = sources;
  const connection = connectionWishOf(record, sources.ownMetrics, sources.authority);
  const { admission } = record;
  return { admission, desired, handBackHash, ...(connection && { connection }) };
}

/** What has to be stored before it is offered: the text that values made, and the values of its secrets by id; null where a revision says it. */
export function renderingOf({ desired, rendered }: WorkedOut): Rendering | null {
  if (rendered === null || rendered.isWhole || rendered.errors.length > 0) return null;
  if (desired.kind !== "revision") return null;
  const { hash, configuration, revision, content, secrets } = rendered;
  const named = secrets === undefined ? {} : { secrets };
  return hash === desired.hash ? { hash, configuration, revision, content, ...named } : null;
}

/** The assignment as far as it holds: of the group that has the agent, and newer than what is stable there. */
export function assignmentInForce(
  { assignment, group }: Pick<AgentRecord, "assignment" | "group">,
  stableRollout: number,
): Assignment | null {
  if (assignment === null || assignment.group !== group) return null;
  return assignment.rollout > stableRollout ? assignment : null;
}

function nothing(source: WorkedOut["source"], variables: Variables): WorkedOut {
  return { desired: { kind: "none" }, source, revision: null, variables, rendered: null };
}

async function pinned(record: AgentRecord, sources: DesiredSources): Promise<WorkedOut | null> {
  const { pin, variables } = record;
  if (pin === null) return null;
  if (pin.kind === "revision") {
    return revisionFor(record, { source: "pin", ref: pin, forced: pin.forced, variables }, sources);
  }
  const desired = { kind: "local", source: "pin", hash: sources.handBackHash } as const;
  return { ...nothing("pin", variables), desired };
}

async function held(record: AgentRecord, sources: DesiredSources): Promise<WorkedOut | null> {
  const { hold } = record;
  if (hold === null) return null;
  const { variables = record.variables } = hold;
  if (hold.revision === null) return nothing("hold", variables);
  return revisionFor(record, { source: "hold", ref: hold.revision, variables }, sources);
}

async function assigned(record: AgentRecord, sources: DesiredSources): Promise<WorkedOut | null> {
  if (record.assignment === null || record.group === null) return null;
  const group = await sources.groups.get(record.group);
  const assignment = assignmentInForce(record, group?.stable?.rollout ?? 0);
  if (assignment === null) return null;
  const { revision: ref, suspended, forced = false, variables = record.variables } = assignment;
  if (assignment.local === true) {
    const desired = { kind: "local", source: "assignment", hash: sources.handBackHash } as const;
    return { ...nothing("assignment", variables), desired };
  }
  if (ref === null) return nothing("assignment", variables);
  return revisionFor(record, { source: "assignment", ref, suspended, forced, variables }, sources);
}

async function stable(record: AgentRecord, sources: DesiredSources): Promise<WorkedOut | null> {
  if (record.group === null) return null;
  const ref = (await sources.groups.get(record.group))?.stable ?? null;
  if (ref === null) return null;
  return revisionFor(record, { source: "group", ref, variables: record.variables }, sources);
}

interface Line {
  readonly source: "pin" | "hold" | "assignment" | "group";
  readonly ref: RevisionRef;
  readonly variables: Variables;
  readonly forced?: boolean;
  readonly suspended?: boolean;
}

/** One revision for one agent, whichever line names it. An edit that changes nothing keeps the bytes and the hash. */
async function revisionFor(
  record: AgentRecord,
  { source, ref, variables, forced = false, suspended = false }: Line,
  sources: DesiredSources,
): Promise<WorkedOut> {
  const { configuration, revision } = ref;
  const named = { ...nothing(source, variables), revision: { configuration, revision } };
  const stored = await sources.configurations.revision(configuration, revision);
  if (stored === null) {
    const reason = `${configuration} has no revision ${revision} any more.`;
    return { ...named, desired: { kind: "none", reason } };
  }
  const holder = { set: await sources.secrets.all(), holder: record };
  const rendered = await sources.renderings.of(stored, variables, holder);
  const [fault] = rendered.errors;
  const isWithheld = rendered.errors.length === rendered.withheld.length;
  if (fault !== undefined && !isWithheld) {
    const reason = `${configuration} r${revision} cannot be put together: ${fault.message}`;
    return { ...named, rendered, desired: { kind: "none", reason } };
  }
  const running = record.report.remoteConfig?.hash ?? null;
  const keeps = running !== null && (await keepsHash(record, running, stored, rendered, sources));
  const hash = keeps ? running : rendered.hash;
  const waits = {
    ...(suspended ? { suspended: true as const } : {}),
    ...(fault === undefined ? {} : { withheld: fault.message }),
  };
  const what = { configuration, revision, hash, forced, ...waits };
  return { ...named, rendered, desired: { kind: "revision", source, ...what } };
}
