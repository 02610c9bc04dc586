import type { AgentId, Millis } from "@fleethub/fleet";
import type { DesiredSources } from "../agents/desired.js";
import type { HubListener } from "../agents/hub-listener.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { ControlPlaneSettings } from "../agents/settings.js";
import type { AgentRecord, Scope } from "../model.js";
import type { Change, Clock, FleetStorage, Ids, Logger, Schedule } from "../ports.js";
import { followMembership } from "./follow-membership.js";
import type { GroupBoard } from "./group-board.js";
import { type GroupSet, groupOf } from "./group-set.js";

export interface MembershipWatchDeps {
  readonly storage: Pick<FleetStorage, "store" | "agents" | "groups">;
  readonly groups: GroupBoard;
  readonly sources: DesiredSources;
  readonly roster: Roster;
  /** Intent of these agents was committed: they decide again. */
  readonly reload: (agents: readonly LiveAgent[]) => Promise<void>;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly settings: Pick<
    ControlPlaneSettings,
    "flushIntervalMs" | "membershipRecheckMs" | "storeRetryMs"
  >;
}

/** Agents looked at in one go, and written in one change set. */
const AGENTS_AT_ONCE = 500;

const EVERYBODY = { query: { terms: [] }, scope: { kind: "everything" } as Scope };

/**
 * Keeps every agent in the group that its selector gives it to, by what is true now rather than by what happened: an
 * agent of this hub says something else about itself, or groups were written. Agents without a connection are looked at
 * when a group changes, and once more a little later for what was decided meanwhile. What cannot be written now is
 * looked at again.
 */
export class MembershipWatch implements HubListener {
  readonly #deps: MembershipWatchDeps;
  readonly #dirty = new Set<LiveAgent>();
  /** What an agent was looked at by: the same again needs no look. */
  readonly #looked = new WeakMap<LiveAgent, readonly unknown[]>();
  /** Counts changes of groups. */
  #round = 0;
  #mustSweep = false;
  #isRunning = false;
  #isStopped = false;
  #disarm: (() => void) | null = null;
  #disarmRecheck: (() => void) | null = null;

  constructor(deps: MembershipWatchDeps) {
    this.#deps = deps;
  }

  /** Looks at every stored agent once, in case something changed while no hub ran. Rejects while the store is away. */
  async start(): Promise<void> {
    const { all } = await this.#deps.groups.all();
    const counts = all.length > 0 ? [] : await this.#deps.storage.groups.counts(EVERYBODY.scope);
    if (all.length === 0 && counts.every(({ group }) => group === null)) return;
    this.#mustSweep = true;
    this.#arm(0);
  }

  agentStored(live: LiveAgent): void {
    if (isSame(this.#looked.get(live), this.#lookOf(live))) return;
    this.#dirty.add(live);
    this.#arm(0);
  }

  changed({ kind }: Change): void {
    if (kind === "group.changed" || kind === "group.removed") this.everythingChanged();
  }

  everythingChanged(): void {
    this.#round += 1;
    for (const live of this.#deps.roster.all()) this.#dirty.add(live);
    this.#mustSweep = true;
    this.#arm(0);
    this.#recheck();
  }

  stop(): void {
    this.#isStopped = true;
    this.#disarm?.();
    this.#disarmRecheck?.();
  }

  #arm(delayMs: Millis): void {
    if (this.#disarm !== null || this.#isStopped) return;
    this.#disarm = this.#deps.schedule.after(delayMs, () => {
      this.#disarm = null;
      // What came meanwhile is taken up when the round under way is over.
      if (!this.#isRunning) void this.#run();
    });
  }

  /** Somebody may have decided by the groups as they were, and committed after the sweep had passed. */
  #recheck(): void {
    if (this.#disarmRecheck !== null || this.#isStopped) return;
    const { schedule, settings } = this.#deps;
    this.#disarmRecheck = schedule.after(settings.membershipRecheckMs, () => {
      this.#disarmRecheck = null;
      this.#mustSweep = true;
      this.#arm(0);
    });
  }

  async #run(): Promise<void> {
    const { logger, settings } = this.#deps;
    this.#isRunning = true;
    try {
      const groups = await this.#deps.groups.all();
      await this.#followLive(groups);
      if (this.#mustSweep) await this.#sweep(groups);
    } catch (error) {
      logger.warn({ error: String(error) }, "Membership was not looked at; tried again later.");
      this.#arm(settings.storeRetryMs * 4);
    } finally {
      this.#isRunning = false;
    }
    if (this.#mustSweep || this.#dirty.size > 0) this.#arm(settings.flushIntervalMs);
  }

  async #followLive(groups: GroupSet): Promise<void> {
    const later: LiveAgent[] = [];
    while (this.#dirty.size > 0) {
      const batch = [...this.#dirty].slice(0, AGENTS_AT_ONCE);
      for (const live of batch) this.#dirty.delete(live);
      // What is not stored yet is looked at when it is; an outcome on its way would meet this one.
      const stored = batch.filter(({ unsaved }) => !unsaved.report && !unsaved.outcome);
      for (const live of batch) if (live.unsaved.outcome) later.push(live);
      const looks = stored.map((live) => this.#lookOf(live));
      const moving = stored.filter((live) => groupOf(groups, asOfNow(live)) !== live.record.group);
      try {
        await this.#move(moving);
      } catch (error) {
        for (const live of stored) this.#dirty.add(live);
        throw error;
      }
      const known = new Set(moving);
      stored.forEach((live, index) => {
        if (!known.has(live)) this.#looked.set(live, looks[index] ?? []);
      });
    }
    for (const live of later) this.#dirty.add(live);
  }

  /** Who is read anew is noticed again, by then with the group that it has. */
  async #move(agents: readonly LiveAgent[]): Promise<void> {
    if (agents.length === 0) return;
    const { clock, roster, reload } = this.#deps;
    const records = agents.map(asOfNow);
    const { moved, passed } = await followMembership(this.#deps, records, clock.now());
    const touched = [...moved, ...passed].flatMap(({ id }) => roster.byId(id) ?? []);
    await reload(touched);
  }

  /** Agents of this hub are looked at by what they said last, which may not be stored yet. */
  async #sweep(groups: GroupSet): Promise<void> {
    this.#mustSweep = false;
    const { storage, clock, roster } = this.#deps;
    let after: AgentId | null = null;
    try {
      for (;;) {
        const filter = { ...EVERYBODY, now: clock.now() };
        const page: readonly AgentRecord[] = await storage.agents.walk(
          filter,
          after,
          AGENTS_AT_ONCE,
        );
        const moving = page.filter(
          (agent) => roster.byId(agent.id) === undefined && groupOf(groups, agent) !== agent.group,
        );
        if (moving.length > 0) await followMembership(this.#deps, moving, clock.now());
        after = page.at(-1)?.id ?? null;
        if (page.length < AGENTS_AT_ONCE || after === null) return;
      }
    } catch (error) {
      this.#mustSweep = true;
      throw error;
    }
  }

  /** Everything that the group of an agent depends on, and the one that it has. */
  #lookOf({ state, record }: LiveAgent): readonly unknown[] {
    const { labels, givenName, group } = record;
    return [this.#round, state.instanceUid, state.report.description, labels, givenName, group];
  }
}

/** The record with what the agent's own mailbox has. */
function asOfNow({ record, state }: LiveAgent): AgentRecord {
  const { instanceUid, report, outcome } = state;
  return { ...record, instanceUid, report, outcome };
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[]): boolean {
  return a !== undefined && a.every((each, index) => each === b[index]);
}
