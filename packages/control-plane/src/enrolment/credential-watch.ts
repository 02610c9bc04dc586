import {
  type AgentId,
  type AgentState,
  credentialWithheld,
  type Millis,
  owesCredential,
  type RotationTimes,
  withCredential,
} from "@fleethub/fleet";
import { hasCapability } from "@fleethub/opamp";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { AgentRecord } from "../model.js";
import {
  type Clock,
  type FleetStore,
  type Ids,
  type Logger,
  type Schedule,
  StoreUnavailable,
  type Write,
} from "../ports.js";
import { newBearerId } from "./bearer.js";
import { hubWith } from "./told-by-hub.js";
import { standingOf } from "./standing.js";

/** Between two looks at every agent in memory for a credential that is to be replaced. */
export const ROTATION_LOOK_MS: Millis = 600_000;

/** Before credentials are made for agents that came, so that many are made in one commit. */
const GATHER_MS: Millis = 100;

/** Agents in one commit. */
const AGENTS_MAX = 200;

export interface CredentialWatchDeps {
  readonly store: Pick<FleetStore, "commit">;
  readonly roster: Roster;
  readonly times: RotationTimes;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly reload: (agents: readonly LiveAgent[]) => Promise<void>;
}

/**
 * Makes a credential of its own for every agent that enrolled and can be told so, and the next one before it is due: what it has
 * counts until it came with the next. It looks at an agent when the store has what it said, never at a heartbeat.
 */
export class CredentialWatch {
  readonly #deps: CredentialWatchDeps;
  readonly #waiting = new Map<AgentId, LiveAgent>();
  #disarm: (() => void) | null = null;
  #disarmLook: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: CredentialWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#armLook();
  }

  stop(): void {
    this.#isStopped = true;
    this.#disarm?.();
    this.#disarmLook?.();
  }

  /** Something about this agent is another. Returns at once. */
  notice(live: LiveAgent): void {
    if (this.#isStopped || !this.#isOwed(live)) return;
    this.#waiting.set(live.id, live);
    this.#disarm ??= this.#deps.schedule.after(GATHER_MS, () => void this.#make());
  }

  #isOwed(live: LiveAgent): boolean {
    const { clock, times } = this.#deps;
    return owesCredential(standingOf(live.record), clock.now(), times) && canBeTold(live);
  }

  #armLook(): void {
    this.#disarmLook = this.#deps.schedule.after(ROTATION_LOOK_MS, () => {
      for (const live of this.#deps.roster.all()) this.notice(live);
      if (!this.#isStopped) this.#armLook();
    });
  }

  async #make(): Promise<void> {
    this.#disarm = null;
    const all = [...this.#waiting.values()].filter((live) => this.#isOwed(live));
    this.#waiting.clear();
    for (let from = 0; from < all.length; from += AGENTS_MAX) {
      const some = all.slice(from, from + AGENTS_MAX);
      try {
        await this.#deps.reload(await this.#commit(some));
      } catch (error) {
        const isAway = error instanceof StoreUnavailable;
        // They are tried again with the next agent that is noticed, or at the next look.
        for (const live of all.slice(from)) this.#waiting.set(live.id, live);
        if (!isAway) this.#deps.logger.error({ error: String(error) }, "No credentials were made.");
        return;
      }
    }
  }

  /** Those for whom one was made; where something else was committed first, each is tried by itself. */
  async #commit(some: readonly LiveAgent[]): Promise<readonly LiveAgent[]> {
    const { store } = this.#deps;
    const writes = some.flatMap(({ record }) => this.#writesFor(record));
    if ((await store.commit({ writes })).kind === "committed") return some;
    const made: LiveAgent[] = [];
    for (const live of some) {
      const result = await store.commit({ writes: this.#writesFor(live.record) });
      if (result.kind === "committed") made.push(live);
    }
    return made;
  }

  #writesFor(record: AgentRecord): readonly Write[] {
    const { clock, ids, times } = this.#deps;
    return offerWrites(record, ids, clock.now(), times.lifetimeMs);
  }
}

/** A credential for this agent, and the word about it. */
export function offerWrites(
  { id, version: expect, access, instanceUid }: AgentRecord,
  ids: Ids,
  at: Millis,
  lifetimeMs: Millis,
): readonly Write[] {
  const credential = newBearerId(id, ids);
  const entry = ids.uuidv7();
  const dueAt = at + lifetimeMs;
  const made = { id: credential, kind: "bearer", madeAt: at, dueAt, seenAt: null, entry } as const;
  return [
    { kind: "set-intent", id, expect, access: withCredential(access, made) },
    {
      kind: "add-audit",
      entry: {
        id: entry,
        at,
        actor: hubWith(entry, "The agent enrolled, or its credential is due."),
        action: "offer-credential",
        resource: { kind: "agent", id: instanceUid },
        before: null,
        after: { credential },
      },
    },
  ];
}

/** It takes connection settings, nobody shares its connection, and a complete offer can be made (S-12). */
function canBeTold(live: LiveAgent): boolean {
  const { state } = live;
  const { link, report } = state;
  if (link === null) return false;
  if (!hasCapability(report.capabilities, "AcceptsOpAMPConnectionSettings")) return false;
  const connection = live.connections.get(link.connectionId);
  // All who share a socket would come with the credential of one.
  if (connection === undefined || connection.agents().length > 1) return false;
  return withheldFrom(state) === "";
}

/** Why a credential of its own would not be offered to this agent; empty where nothing stands in the way. */
export function withheldFrom(state: AgentState): string {
  const { connection } = state.intent;
  const credential = connection?.credential ?? { id: "", hubUrl: null };
  const intent = { ...state.intent, connection: { ...connection, credential } };
  return credentialWithheld({ ...state, intent });
}
