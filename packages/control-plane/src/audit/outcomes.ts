import type { Millis } from "@fleethub/fleet";
import { parseQuery } from "@fleethub/fleet/query";
import { hubActor } from "../agents/note-effects.js";
import type { AgentRecord, AuditEntry, ChainedEntry } from "../model.js";
import type { Digest, FleetStorage } from "../ports.js";
import { sha256Of } from "./chain.js";
import type { AuditSettings } from "./settings.js";

/** Acts whose end is on agents. Rollouts tell theirs themselves. */
const ACTS = ["pin", "offer-again", "bulk", "label", "move-to-group"];

/** Acts looked at in one round, newest first. */
const ACTS_AT_ONCE = 200;

const UIDS_AT_ONCE = 100;

/** What working out an outcome reads. */
export interface OutcomeReads {
  readonly storage: Pick<FleetStorage, "agents">;
  /** Hash of what the hub wants of an agent now; null: nothing. */
  readonly desiredHash: (agent: AgentRecord) => Promise<string | null>;
}

interface OutcomeDeps extends OutcomeReads {
  readonly storage: Pick<FleetStorage, "store" | "audit" | "agents">;
  readonly digest: Pick<Digest, "sha256">;
  readonly settings: AuditSettings;
}

/** How far a configuration came on the agents of one act. */
export interface ActOutcome {
  readonly applied: number;
  readonly failed: number;
  /** Agents of which something else is wanted by now, before they answered. */
  readonly superseded: number;
  /** Agents that are gone. */
  readonly other: number;
  readonly waiting: number;
  /** The first error, as reported; empty where there is none. */
  readonly error: string;
}

/**
 * Writes what became of acts that brought a configuration to agents: one entry each, linked to the act, once every
 * agent has answered or nobody waits for it any longer. Hubs may do it at once: the id of the outcome follows from the
 * act, so that one of them writes it.
 */
export async function tellOutcomes(deps: OutcomeDeps, now: Millis): Promise<void> {
  const { storage, settings, digest } = deps;
  const since = now - settings.outcomeWaitMs * 2;
  const page = await storage.audit.list(
    { text: "", did: ACTS, actorKinds: ["operator", "token"], since },
    { limit: ACTS_AT_ONCE, cursor: null },
  );
  for (const act of page.items) {
    if (act.configHash === undefined) continue;
    const id = outcomeId(digest, act);
    if ((await storage.audit.byId(id)) !== null) continue;
    const outcome = await outcomeOf(deps, act);
    const isOver = outcome.waiting === 0 || now - act.at >= settings.outcomeWaitMs;
    if (!isOver) continue;
    const entry: AuditEntry = {
      id,
      at: now,
      actor: hubActor(id),
      action: endOf(outcome),
      resource: act.resource,
      before: null,
      after: outcome,
      follows: act.id,
      configHash: act.configHash,
      agents: outcome.applied,
    };
    await storage.store.commit({ writes: [{ kind: "add-audit", entry }] });
  }
}

function endOf({ failed, waiting, superseded }: ActOutcome): string {
  if (failed > 0 || waiting > 0) return "not-applied";
  return superseded > 0 ? "superseded" : "applied";
}

/** A UUID that follows from the act. */
function outcomeId(digest: Pick<Digest, "sha256">, act: AuditEntry): string {
  const hex = sha256Of(digest, `outcome of ${act.id}`);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** How far the configuration of an act came on the agents that it names. */
export async function outcomeOf(
  { storage: { agents }, desiredHash }: OutcomeReads,
  act: ChainedEntry,
): Promise<ActOutcome> {
  const uids = uidsOf(act);
  const found = new Map<string, AgentRecord>();
  for (let from = 0; from < uids.length; from += UIDS_AT_ONCE) {
    const some = uids.slice(from, from + UIDS_AT_ONCE);
    const { query } = parseQuery(`uid:${some.join(",")}`);
    if (query === undefined) continue;
    const filter = { query, now: act.at, scope: { kind: "everything" } as const };
    for (const agent of await agents.walk(filter, null, UIDS_AT_ONCE)) {
      for (const uid of [agent.instanceUid, ...agent.formerUids]) found.set(uid, agent);
    }
  }
  let [applied, failed, superseded, other, waiting, error] = [0, 0, 0, 0, 0, ""];
  for (const uid of uids) {
    const agent = found.get(uid);
    const fact = agent?.report.remoteConfig ?? null;
    const isHere = fact?.hash === act.configHash;
    if (agent === undefined) other += 1;
    else if ((isHere && fact?.status === "applied") || hasApplied(agent, act)) applied += 1;
    else if (isHere && fact?.status === "failed") {
      failed += 1;
      error ||= fact.error;
    } else if (isRejected(agent, act.configHash)) failed += 1;
    else if ((await desiredHash(agent)) !== act.configHash) superseded += 1;
    else waiting += 1;
  }
  return { applied, failed, superseded, other, waiting, error };
}

/** Since the act, whatever it runs by now. */
function hasApplied({ outcome }: AgentRecord, { configHash, at }: ChainedEntry): boolean {
  return Object.entries(outcome.hashes).some(
    ([name, { appliedAt }]) => name === configHash && appliedAt !== null && appliedAt >= at,
  );
}

function isRejected({ outcome }: AgentRecord, hash: string | undefined): boolean {
  return Object.entries(outcome.hashes).some(([name, { rejected }]) => name === hash && rejected);
}

/** Instance UIDs of the agents that an act was about. */
export function uidsOf({ resource, after }: AuditEntry): readonly string[] {
  if (resource.kind === "agent") return [resource.id];
  if (typeof after !== "object" || after === null || !("agents" in after)) return [];
  const { agents } = after;
  return Array.isArray(agents) ? agents.filter((uid) => typeof uid === "string") : [];
}
