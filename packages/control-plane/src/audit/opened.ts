import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint, AuditEntry, ChainedEntry, Scope } from "../model.js";
import type { AuditVisibility, FleetStorage } from "../ports.js";
import type { RolloutViews, StepCounts } from "../rollouts/views.js";
import { checkpointOver } from "./each-checkpoint.js";
import { outcomeOf, type OutcomeReads, uidsOf } from "./outcomes.js";
import { revisionsIn, type RevisionStep } from "./revisions-in.js";

/** Outcomes that one opened entry shows. */
const OUTCOMES_SHOWN = 50;

/** A step in words, and what stands beneath it. */
export interface Step {
  readonly text: string;
  readonly detail: string;
}

/** From who asked to what agents run; null where there was no such step. */
export interface AuditSteps {
  readonly asked: Step & { readonly at: Millis };
  readonly approved: (Step & { readonly at: Millis | null; readonly request: string }) | null;
  readonly config: (Step & { readonly hash: string }) | null;
  readonly agents: (Step & { readonly count: number }) | null;
  readonly applied: Step | null;
}

/** One entry with everything that hangs on it. */
export interface OpenedEntry {
  readonly entry: ChainedEntry;
  readonly steps: AuditSteps;
  /** Oldest first. */
  readonly outcomes: readonly ChainedEntry[];
  readonly cause: ChainedEntry | null;
  readonly revisions: RevisionStep | null;
  readonly checkpoint: AuditCheckpoint | null;
}

export interface OpenDeps extends Pick<OutcomeReads, "desiredHash"> {
  readonly storage: FleetStorage;
  readonly rolloutViews: RolloutViews;
}

/** Null where there is no such entry, or it is not for this reader. */
export async function openEntry(
  deps: OpenDeps,
  sequence: number,
  visibleTo: AuditVisibility,
): Promise<OpenedEntry | null> {
  const { audit } = deps.storage;
  const entry = await audit.get(sequence, visibleTo);
  if (entry === null) return null;
  const followed = { text: "", follows: entry.id, visibleTo };
  const outcomes = await audit.list(followed, { limit: OUTCOMES_SHOWN, cursor: null });
  const { follows } = entry;
  return {
    entry,
    steps: await stepsOf(deps, entry, visibleTo.scope),
    outcomes: outcomes.items.toReversed(),
    cause: follows === undefined ? null : await audit.byId(follows, visibleTo),
    revisions: revisionsIn(entry),
    checkpoint: await checkpointOver(audit, sequence),
  };
}

async function stepsOf(deps: OpenDeps, entry: ChainedEntry, scope: Scope): Promise<AuditSteps> {
  const rollout =
    entry.resource.kind === "rollout"
      ? await deps.rolloutViews.get(entry.resource.id, scope)
      : null;
  const { actor, at } = entry;
  return {
    asked: { text: actor.id, detail: `${VIA[actor.via]}, request ${actor.requestId}`, at },
    approved: await approvedStep(deps.storage, entry),
    config: await configStep(deps.storage, entry),
    agents: agentsStep(entry, rollout === null ? undefined : sumOf(Object.values(rollout.steps))),
    applied: rollout === null ? await onAgents(deps, entry) : progress(rollout),
  };
}

const VIA = { console: "console", api: "API", cli: "command line", hub: "by itself" } as const;

async function approvedStep({ approvals }: FleetStorage, { approval }: AuditEntry) {
  if (approval === undefined) return null;
  const { id, number, hash, by, how } = approval;
  const record = await approvals.get(id);
  const name = record?.outcome?.by.name ?? by;
  const saw = `request ${number}, saw ${hash.slice(0, 16)}`;
  return {
    text: how === "break-glass" ? `${name}, without approval` : name,
    detail: saw,
    at: record?.outcome?.at ?? null,
    request: id,
  };
}

async function configStep({ configurations }: FleetStorage, entry: AuditEntry) {
  const step = revisionsIn(entry);
  const revision =
    step === null ? null : await configurations.revision(step.configuration, step.to);
  const hash = entry.configHash ?? revision?.hash;
  if (hash === undefined) return null;
  const text = step === null ? "Configuration" : `${step.configuration} r${step.to}`;
  return { text, detail: revision === null ? "" : revision.message, hash };
}

function agentsStep(entry: AuditEntry, members: number | undefined) {
  const uids = uidsOf(entry);
  const count = entry.agents ?? members ?? uids.length;
  if (count === 0 && uids.length === 0) return null;
  const { after } = entry;
  const query =
    typeof after === "object" && after !== null && "query" in after ? after.query : null;
  return {
    text: `${count} ${count === 1 ? "agent" : "agents"}`,
    detail: typeof query === "string" && query !== "" ? query : "",
    count,
  };
}

async function onAgents(deps: OpenDeps, entry: ChainedEntry): Promise<Step | null> {
  if (entry.configHash === undefined || entry.follows !== undefined) return null;
  if (uidsOf(entry).length === 0) return null;
  const outcome = await outcomeOf(deps, entry);
  const { applied, failed, superseded, other, waiting, error } = outcome;
  const rest = [
    failed === 0 ? "" : `${failed} refused it${error === "" ? "" : `: ${error}`}`,
    waiting === 0 ? "" : `${waiting} did not answer yet`,
    superseded === 0 ? "" : `${superseded} got something else since`,
    other === 0 ? "" : `${other} gone`,
  ];
  return { text: `${applied} acknowledged`, detail: rest.filter(Boolean).join(", ") };
}

/** Which steps of a rollout say that a member runs the revision. */
function progress(rollout: { readonly steps: StepCounts; readonly sentence: string }): Step {
  const done = Object.entries(rollout.steps).filter(([step]) => DONE.has(step));
  const applied = sumOf(done.map(([, count]) => count));
  return { text: `${applied} applied`, detail: rollout.sentence };
}

const DONE: ReadonlySet<string> = new Set(["healthy", "settled"]);

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
