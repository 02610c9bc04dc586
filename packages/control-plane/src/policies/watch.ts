import type { AgentId, Millis } from "@fleethub/fleet";
import type { Counters } from "../agents/counters.js";
import { inOrder } from "../agents/lane.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { ControlPlaneSettings } from "../agents/settings.js";
import { byKind } from "../agents/by-kind.js";
import type { Clock, FleetStorage, Ids, Logger, Schedule } from "../ports.js";
import { utcDay } from "../utc-day.js";
import { sameBreaches } from "./breaches.js";
import { judgeLive } from "./judge-live.js";
import { nextExpiry, type ReadyPolicy, readyPolicies } from "./policy-set.js";
import type { PolicyVerdicts } from "./policy-verdicts.js";
import { countStanding } from "./standing.js";
import { sweepPolicies } from "./sweep.js";

export interface PolicyWatchDeps {
  readonly storage: Pick<FleetStorage, "store" | "policies" | "agents">;
  readonly verdicts: PolicyVerdicts;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly settings: ControlPlaneSettings;
}

/** Longest time that a timer is set for. */
const TIMER_MS_MAX: Millis = 86_400_000;

/** Agents judged in one go, and in one change set. */
const AGENTS_AT_ONCE = 500;

/**
 * Keeps what agents break up to date, by changes alone: an agent of this hub has another effective config, other labels
 * or says something else about itself; a policy was written; an exception ended. Agents without a connection are judged
 * when a policy changes. What cannot be written now is judged again later.
 */
export class PolicyWatch {
  readonly #deps: PolicyWatchDeps;
  #policies: readonly ReadyPolicy[] = [];
  readonly #dirty = new Set<LiveAgent>();
  /** What an agent was judged by: the same again needs no judgement. */
  readonly #judged = new WeakMap<LiveAgent, readonly unknown[]>();
  /** Agents whose breaches are written although they seem the same: another hub may have written meanwhile. */
  readonly #unsure = new WeakSet<LiveAgent>();
  /** Names of policies to sweep by; null: by all of them. */
  #sweeping: Set<string> | null = new Set();
  #isStale = false;
  #isRunning = false;
  #disarm: (() => void) | null = null;
  #disarmExpiry = () => {};
  #disarmCount: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: PolicyWatchDeps) {
    this.#deps = deps;
  }

  /** Reads the policies and judges every stored agent once, in case something changed while no hub ran. */
  async start(): Promise<void> {
    await this.#load();
    if (this.#policies.length > 0 || (await this.#hasLeftovers())) this.#sweeping = null;
    this.#arm();
  }

  /** The store has what this agent said last, or its intent changed. */
  notice(live: LiveAgent): void {
    if (this.#policies.length === 0 && live.record.breaches.length === 0) return;
    // One that is unsure was passed over while it had something unsaved: its look says nothing about newer policies.
    if (!this.#unsure.has(live) && sameLook(this.#judged.get(live), lookOf(live))) return;
    this.#dirty.add(live);
    this.#arm();
  }

  /** A policy was written, here or by another hub. */
  policyChanged(name: string): void {
    this.#isStale = true;
    this.#sweeping?.add(name);
    this.#arm();
  }

  /** Everything may have changed: the change log did not reach back. */
  everythingChanged(): void {
    this.#isStale = true;
    this.#sweeping = null;
    this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#disarm?.();
    this.#disarmCount?.();
    this.#disarmExpiry();
  }

  #arm(delayMs: Millis = this.#deps.settings.policyDelayMs): void {
    if (this.#disarm !== null || this.#isStopped) return;
    this.#disarm = this.#deps.schedule.after(delayMs, () => {
      this.#disarm = null;
      // What came meanwhile is taken up when the round under way is over.
      if (!this.#isRunning) void this.#run();
    });
  }

  get #hasWork(): boolean {
    return (
      this.#isStale || this.#dirty.size > 0 || this.#sweeping === null || this.#sweeping.size > 0
    );
  }

  async #run(): Promise<void> {
    const { logger, settings } = this.#deps;
    this.#isRunning = true;
    try {
      if (this.#isStale) await this.#load();
      await this.#sweep();
      await this.#judgeDirty();
    } catch (error) {
      logger.warn({ error: String(error) }, "Policies were not judged; tried again later.");
      this.#arm(settings.storeRetryMs * 4);
    } finally {
      this.#isRunning = false;
    }
    if (this.#hasWork) this.#arm();
  }

  async #load(): Promise<void> {
    this.#isStale = false;
    try {
      this.#policies = readyPolicies(await this.#deps.storage.policies.list());
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
    this.#armExpiry();
  }

  async #hasLeftovers(): Promise<boolean> {
    const { storage, clock } = this.#deps;
    const query = {
      terms: [{ negated: false, field: "policy", key: null, values: [{ kind: "present" }] }],
    } as const;
    const filter = { query, now: clock.now(), scope: { kind: "everything" } } as const;
    return (await storage.agents.ids(filter, 1)).length > 0;
  }

  async #sweep(): Promise<void> {
    const names = this.#sweeping;
    if (names !== null && names.size === 0) return;
    this.#sweeping = new Set();
    const { storage, verdicts, clock, roster } = this.#deps;
    const all = this.#policies;
    const subjects = names === null ? all : all.filter(({ record }) => names.has(record.name));
    const isLive = (id: AgentId) => roster.byId(id) !== undefined;
    try {
      await sweepPolicies({ storage, verdicts, clock, isLive }, all, subjects);
    } catch (error) {
      this.#sweeping = names === null ? null : new Set([...names, ...(this.#sweeping ?? [])]);
      throw error;
    }
    for (const live of roster.all()) {
      this.#dirty.add(live);
      this.#unsure.add(live);
    }
    this.#count();
  }

  async #judgeDirty(): Promise<void> {
    while (this.#dirty.size > 0) {
      const batch = [...this.#dirty].slice(0, AGENTS_AT_ONCE);
      for (const live of batch) this.#dirty.delete(live);
      // What is not stored yet is judged when it is.
      const stored = batch.filter((live) => !live.unsaved.report);
      const looks = stored.map(lookOf);
      try {
        await this.#judgeBatch(stored);
      } catch (error) {
        for (const live of stored) this.#dirty.add(live);
        throw error;
      }
      stored.forEach((live, index) => this.#judged.set(live, looks[index] ?? []));
    }
  }

  async #judgeBatch(batch: readonly LiveAgent[]): Promise<void> {
    const { storage, counters } = this.#deps;
    const mustWrite = (live: LiveAgent) => this.#unsure.has(live);
    const judged = await judgeLive(this.#deps, batch, this.#policies, mustWrite);
    for (const live of batch) this.#unsure.delete(live);
    if (judged.length === 0) return;
    const writes = byKind(judged.flatMap((each) => each.writes));
    await storage.store.commit({ writes });
    for (const { live, breaches } of judged) {
      if (!sameBreaches(breaches, live.record.breaches)) counters.count("policyBreachWrites");
      await inOrder(live, () => {
        live.record = { ...live.record, breaches };
      });
    }
    this.#count();
  }

  #armExpiry(): void {
    this.#disarmExpiry();
    const { clock, schedule } = this.#deps;
    const now = clock.now();
    const next = nextExpiry(this.#policies, now);
    if (next === null || this.#isStopped) return;
    this.#disarmExpiry = schedule.after(Math.min(next - now, TIMER_MS_MAX), () => {
      const ended = this.#policies.filter(({ exceptions }) =>
        exceptions.some(({ until }) => until > now && until <= clock.now()),
      );
      for (const { record } of ended) this.#sweeping?.add(record.name);
      this.#armExpiry();
      if (ended.length > 0) this.#arm();
    });
  }

  /** Counts the day, some time after something changed. */
  #count(): void {
    if (this.#disarmCount !== null || this.#isStopped) return;
    const { schedule, settings, logger } = this.#deps;
    this.#disarmCount = schedule.after(settings.complianceDelayMs, () => {
      this.#disarmCount = null;
      this.#writeDay().catch((error: unknown) => {
        logger.warn({ error: String(error) }, "The day of policies was not counted.");
      });
    });
  }

  async #writeDay(): Promise<void> {
    const { storage, clock } = this.#deps;
    const day = utcDay(clock.now());
    for (const { record, rule, scope, exceptions } of this.#policies) {
      const of = {
        rule,
        digest: record.digest,
        query: scope,
        exceptions,
        scope: { kind: "everything" },
      } as const;
      const { standing } = await countStanding(this.#deps, of);
      // What an exception allows is no failure of that day.
      const kept = standing.kept + standing.excepted;
      const judged = kept + standing.broken;
      const write = { kind: "set-compliance", policy: record.name, day, judged, kept } as const;
      await storage.store.commit({ writes: [write] });
    }
  }
}

/** Everything that a judgement of one agent depends on, besides policies. */
function lookOf({ state, record }: LiveAgent): readonly unknown[] {
  const { effective, description } = state.report;
  const { labels, givenName } = record;
  return [effective?.digest ?? null, state.instanceUid, description, labels, givenName];
}

function sameLook(a: readonly unknown[] | undefined, b: readonly unknown[]): boolean {
  return a !== undefined && a.every((each, index) => each === b[index]);
}
