import type { Millis } from "@fleethub/fleet";
import { parseQuery } from "@fleethub/fleet/query";
import { hubActor } from "../agents/note-effects.js";
import type { AgentRecord, AuditEntry, ChainedEntry } from "../model.js";
import type { Digest, FleetStorage, Page } from "../ports.js";
import { sha256Of } from "./chain.js";
import type { AuditSettings } from "./settings.js";

/** Acts whose end is on agents. Rollouts tell theirs themselves. */
const ACTS: ReadonlySet<string> = new Set(["pin", "offer-again", "bulk", "label", "move-to-group"]);

const ACTS_AT_ONCE = 200;

/** An act is looked at again once it is this much older, so that one on many agents is not read each minute for a day. */
const AGAIN_AFTER = 0.1;

const UIDS_AT_ONCE = 100;

/** What working out an outcome reads. */
export interface OutcomeReads {
  readonly storage: Pick<FleetStorage, "agents">;
  /** Hash of what the hub wants of an agent now; null: nothing. */
  readonly desiredHash: (agent: AgentRecord) => Promise<string | null>;
}

interface OutcomeDeps extends OutcomeReads {
  readonly storage: Pick<FleetStorage, "store" | "audit" | "agents">;
  /** When an act is looked at next, by its id: kept between rounds. */
  readonly looks: Map<string, Millis>;
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
 * act, so that one of them writes it. An act that cannot be told keeps no other from being told.
 */
export async function tellOutcomes(deps: OutcomeDeps, now: Millis): Promise<void> {
  const { looks } = deps;
  const seen = new Set<string>();
  let error: unknown;
  for await (const act of recentActs(deps, now)) {
    seen.add(act.id);
    if ((looks.get(act.id) ?? 0) > now) continue;
    try {
      looks.set(act.id, await lookAt(deps, act, now));
    } catch (failed) {
      error ??= failed;
    }
  }
  for (const id of looks.keys()) if (!seen.has(id)) looks.delete(id);
  if (error !== undefined) throw error;
}

/** Acts of people and tokens that brought a configuration somewhere, newest first. */
async function* recentActs(
  { storage, settings }: OutcomeDeps,
  now: Millis,
): AsyncGenerator<ChainedEntry> {
  const since = now - settings.outcomeWaitMs * 2;
  const filter = { text: "", did: [...ACTS], actorKinds: ["operator", "token"], since } as const;
  let cursor: string | null = null;
  do {
    const page: Page<ChainedEntry> = await storage.audit.list(filter, {
      limit: ACTS_AT_ONCE,
      cursor,
    });
    // The filter finds parts of names as well.
    for (const act of page.items) {
      if (ACTS.has(act.action) && act.configHash !== undefined) yield act;
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** Tells the end of one act where it is over. Answers when to look at it again. */
async function lookAt(deps: OutcomeDeps, act: ChainedEntry, now: Millis): Promise<Millis> {
  const { storage, settings, digest } = deps;
  const id = outcomeId(digest, act);
  if ((await storage.audit.byId(id)) !== null) return Number.POSITIVE_INFINITY;
  const outcome = await outcomeOf(deps, act);
  const lastLookAt = act.at + settings.outcomeWaitMs;
  if (outcome.waiting > 0 && now < lastLookAt) {
    return Math.min(lastLookAt, now + (now - act.at) * AGAIN_AFTER);
  }
  const entry: AuditEntry = {
    id,
    at: now,
    actor: hubActor(id),
    action: endOf(outcome),
    resource: act.resource,
    before: null,
    after: outcome,
    follows: act.id,
    ...(act.configHash === undefined ? {} : { configHash: act.configHash }),
    agents: outcome.applied,
  };
  await storage.store.commit({ writes: [{ kind: "add-audit", entry }] });
  return Number.POSITIVE_INFINITY;
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
