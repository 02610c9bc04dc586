import type { AskedEvent } from "@fleethub/fleet";
import { cutRevoked, type Ended } from "../enrolment/cut.js";
import type { AgentRecord } from "../model.js";
import {
  AGENTS_BY_ID_MAX,
  type FleetStorage,
  type Logger,
  type Schedule,
  StoreUnavailable,
} from "../ports.js";
import { type DesiredSources, resolveIntent } from "./desired.js";
import { inOrder } from "./lane.js";
import type { LiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { Rebase } from "./rebase.js";

export interface ReloadDeps {
  readonly storage: Pick<FleetStorage, "store" | "agents">;
  readonly sources: DesiredSources;
  readonly performer: Pick<Performer, "step">;
  readonly rebase: Rebase;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly lose: (live: LiveAgent) => void;
  readonly ended: Ended;
  /** Its intent was read anew. */
  readonly reloaded: (live: LiveAgent) => void;
}

/** Agents read with one call of the store: reading more than these in one go keeps heartbeats waiting. */
const AGENTS_READ_AT_ONCE = Math.min(100, AGENTS_BY_ID_MAX);

/** Agents that decide and are pushed to before others get a turn, so that heartbeats are answered meanwhile. */
const AGENTS_IN_A_TURN = 50;

/**
 * Intent was committed, here or by another hub: reads these agents and lets each decide again, many with one call of
 * the store and a few in one turn. Rejects while the store is away; an agent that fails otherwise is left out.
 */
export async function reloadAgents(deps: ReloadDeps, agents: readonly LiveAgent[]): Promise<void> {
  for (let from = 0; from < agents.length; from += AGENTS_READ_AT_ONCE) {
    const page = agents.slice(from, from + AGENTS_READ_AT_ONCE);
    const known = new Map(page.map((live) => [live, live.record]));
    const records = await deps.storage.agents.byIds(page.map(({ id }) => id));
    const byId = new Map(records.map((record) => [record.id, record]));
    for (let turn = 0; turn < page.length; turn += AGENTS_IN_A_TURN) {
      if (from + turn > 0) await nextTurn(deps.schedule);
      const few = page.slice(turn, turn + AGENTS_IN_A_TURN);
      await Promise.all(
        few.map((live) => reload(deps, live, byId.get(live.id) ?? null, known.get(live) ?? null)),
      );
    }
  }
}

function nextTurn(schedule: Schedule): Promise<void> {
  return new Promise((resolve) => {
    schedule.after(0, resolve);
  });
}

/** `read` is the record as of the read, `known` what memory had before it. */
async function reload(
  deps: ReloadDeps,
  live: LiveAgent,
  read: AgentRecord | null,
  known: AgentRecord | null,
): Promise<void> {
  try {
    await inOrder(live, async () => {
      const isOld = read === null || isOlder(read, live);
      const record = isOld ? await deps.storage.store.agentById(live.id) : read;
      await decideAgain(deps, live, record, known);
    });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    deps.logger.error({ agent: live.id, error: String(error) }, "An agent was not read anew.");
  }
}

/** Something was written about the agent after it was read, while others were before it in its lane. */
function isOlder(read: AgentRecord, { record, epoch }: LiveAgent): boolean {
  const { version, outcomeVersion } = record;
  return read.version < version || read.outcomeVersion < outcomeVersion || read.epoch < epoch;
}

/** In the agent's lane. */
async function decideAgain(
  deps: ReloadDeps,
  live: LiveAgent,
  record: AgentRecord | null,
  known: AgentRecord | null,
): Promise<void> {
  if (record === null || record.epoch !== live.epoch) {
    deps.lose(live);
    return;
  }
  const newer = record.outcomeVersion > live.record.outcomeVersion;
  if (newer && live.uncommitted !== null) {
    const { id } = live;
    await deps.rebase(live, { kind: "conflict", write: "set-outcome", id, reason: "version" });
  } else if (newer) {
    live.state = { ...live.state, outcome: record.outcome };
  }
  // What was judged between the read and now is newer than the read.
  const { breaches } = known === null || known === live.record ? record : live.record;
  live.record = { ...record, breaches, report: live.record.report };
  cutRevoked(live, deps.ended);
  const current = { ...record, report: live.state.report, outcome: live.state.outcome };
  const intent = await resolveIntent(current, deps.sources);
  // The commit cleared what was to be cleared: the outcome just read says so.
  await deps.performer.step(live, { kind: "intent", intent, newAttempt: false });
  deps.reloaded(live);
}

/** An operator asked for something on the wire. */
export async function askAgent(
  performer: Performer,
  live: LiveAgent,
  ask: AskedEvent["ask"],
): Promise<void> {
  await inOrder(live, () => performer.step(live, { kind: "asked", ask }));
}
