import type { AgentId, Millis } from "@fleethub/fleet";
import {
  type Clock,
  type CommitResult,
  type FleetStore,
  type Logger,
  type Schedule,
  StoreUnavailable,
} from "../ports.js";
import type { BodyKeeper } from "./body-keeper.js";
import { byKind } from "./by-kind.js";
import type { Counters } from "./counters.js";
import { gathered } from "./gathered.js";
import { hasUnsaved, type LiveAgent } from "./live-agent.js";
import type { ControlPlaneSettings } from "./settings.js";
import { putBack, settleTaken, takeUnsaved, type Taken } from "./unsaved.js";

export interface ReportWriterDeps {
  readonly store: FleetStore;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly bodies: BodyKeeper;
  readonly counters: Counters;
  readonly settings: ControlPlaneSettings;
  /** Something else was committed first: decide anew. Called outside the agent's lane. */
  readonly rebase: (live: LiveAgent, conflict: Conflict) => void;
  /** The store has what this agent said. */
  readonly stored: (live: LiveAgent) => void;
}

export type Conflict = Extract<CommitResult, { readonly kind: "conflict" }>;

/** What became of an agent's part of a commit that many shared. */
type SharedAnswer = CommitResult | { readonly kind: "failed"; readonly error: unknown };

/** A change set on its way: since when the oldest of it waited, and when it is over. */
interface Flight {
  readonly since: Millis | null;
  readonly landed: Promise<void>;
}

/**
 * Writes behind what agents said: coalesced per agent, many agents in one change set, tried again while the store
 * is away. The queue is the set of agents with something unsaved, so it cannot outgrow the fleet.
 */
export class ReportWriter {
  readonly #deps: ReportWriterDeps;
  readonly #dirty = new Map<AgentId, LiveAgent>();
  readonly #touched = new Set<LiveAgent>();
  /** Agents whose change set is on its way. */
  readonly #inFlight = new Map<AgentId, Flight>();
  #flushing: Promise<void> | null = null;
  #disarm: (() => void) | null = null;
  #retryMs: Millis | null = null;
  #touchesWrittenAt: Millis;
  readonly #shared: (live: LiveAgent) => Promise<SharedAnswer>;

  constructor(deps: ReportWriterDeps) {
    this.#deps = deps;
    this.#shared = gathered(
      (agents: readonly LiveAgent[]) => this.#commitTogether(agents),
      deps.settings.flushAgentsMax,
    );
    this.#touchesWrittenAt = deps.clock.now();
  }

  /** Agents that wait to be written. */
  get waiting(): number {
    return this.#dirty.size;
  }

  /** How long the oldest of what is not stored waits; 0 where nothing does. */
  lagMs(now: Millis): Millis {
    let oldest = now;
    for (const { unsaved } of this.#dirty.values()) oldest = Math.min(oldest, unsaved.since ?? now);
    for (const { since } of this.#inFlight.values()) oldest = Math.min(oldest, since ?? now);
    return now - oldest;
  }

  /** An outcome waits that verbs would otherwise decide without. */
  get #hasOutcomes(): boolean {
    for (const live of this.#dirty.values()) if (live.unsaved.outcome) return true;
    return false;
  }

  /** The last call found the store away. */
  get isStoreAway(): boolean {
    return this.#retryMs !== null;
  }

  /** This agent has something unsaved. Outcomes go first. */
  mark(live: LiveAgent): void {
    live.unsaved.since ??= this.#deps.clock.now();
    this.#dirty.set(live.id, live);
    this.#arm(this.#deps.settings.flushIntervalMs);
  }

  /** Only last-seen moved; written with the next round of touches. */
  touch(live: LiveAgent): void {
    live.unsaved.touch = true;
    this.#touched.add(live);
  }

  /** Called by the sweep: starts a round of touches when it is due. */
  tick(now: Millis): void {
    if (this.#touched.size === 0) return;
    if (now - this.#touchesWrittenAt < this.#deps.settings.touchIntervalMs) return;
    this.#takeTouches(now);
  }

  /**
   * Commits what one agent has unsaved now, after what is on its way; agents that ask while a commit is under way share
   * the next one. Rejects while the store is away.
   */
  async commitNow(live: LiveAgent): Promise<CommitResult> {
    const answer = await this.#shared(live);
    if (answer.kind === "failed") throw answer.error;
    return answer;
  }

  /** Writes everything that waits, once. Resolves when nothing waits or the store is away. */
  async flush(): Promise<void> {
    this.#takeTouches(this.#deps.clock.now());
    await this.#run();
  }

  /** Writes what waits where an outcome is among it: verbs decide on outcomes. Quiet agents are left for later. */
  async flushOutcomes(): Promise<void> {
    if (this.#hasOutcomes) await this.#run();
  }

  /** Ends the timer; what waits stays. */
  stop(): void {
    this.#disarm?.();
    this.#disarm = null;
  }

  /** The agent is gone from memory. */
  drop(live: LiveAgent): void {
    this.#dirty.delete(live.id);
    this.#touched.delete(live);
  }

  #takeTouches(now: Millis): void {
    this.#touchesWrittenAt = now;
    for (const live of this.#touched) if (hasUnsaved(live)) this.mark(live);
    this.#touched.clear();
  }

  #arm(delayMs: Millis): void {
    if (this.#disarm !== null) return;
    this.#disarm = this.#deps.schedule.after(delayMs, () => {
      this.#disarm = null;
      void this.#run();
    });
  }

  #run(): Promise<void> {
    this.#flushing ??= this.#drain().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #drain(): Promise<void> {
    for (;;) {
      const batch = this.#nextBatch();
      if (batch.length === 0 && !this.#deps.bodies.hasReady) return;
      if (!(await this.#write(batch))) return;
    }
  }

  #nextBatch(): readonly Taken[] {
    const { settings, clock } = this.#deps;
    const waiting = [...this.#dirty.values()].filter((live) => !this.#inFlight.has(live.id));
    const outcomesFirst = [
      ...waiting.filter((live) => live.unsaved.outcome),
      ...waiting.filter((live) => !live.unsaved.outcome),
    ].slice(0, settings.flushAgentsMax);
    for (const live of outcomesFirst) this.#dirty.delete(live.id);
    return outcomesFirst.filter(hasUnsaved).map((live) => takeUnsaved(live, clock.now()));
  }

  /** False where the store is away. */
  async #write(batch: readonly Taken[]): Promise<boolean> {
    const { settings, rebase } = this.#deps;
    const back = (taken: Taken) => {
      putBack(taken, settings.timelineUnsavedMax);
      this.#dirty.set(taken.live.id, taken.live);
    };
    try {
      const commit = this.#commit(batch);
      this.#fly(batch, commit);
      const result = await commit;
      if (result.kind === "committed") {
        for (const taken of batch) this.#settle(taken);
        return true;
      }
      const { write, id } = result;
      if (batch.every((taken) => taken.live.id !== id)) {
        throw new Error(`The store refused ${write} of ${id}, which was not written.`);
      }
      // Nothing landed: the one that met a newer version is decided anew, the others are written again.
      for (const taken of batch) {
        if (taken.live.id !== id) back(taken);
        else {
          putBack(taken, settings.timelineUnsavedMax);
          rebase(taken.live, result);
        }
      }
      return true;
    } catch (error) {
      for (const taken of batch) back(taken);
      if (!(error instanceof StoreUnavailable) && batch.length > 1) {
        return await this.#isolate(batch, error);
      }
      this.#storeFailed(error);
      return false;
    }
  }

  /** An answer for each: where one of them is refused the others are written again without it. */
  async #commitTogether(agents: readonly LiveAgent[]): Promise<readonly SharedAnswer[]> {
    const { settings, clock } = this.#deps;
    const answers = new Map<LiveAgent, SharedAnswer>();
    let rest = [...new Set(agents)];
    while (rest.length > 0) {
      await this.#landed(rest);
      const batch = rest.map((live) => takeUnsaved(live, clock.now()));
      const commit = this.#commit(batch);
      this.#fly(batch, commit);
      let answer: SharedAnswer;
      try {
        answer = await commit;
      } catch (error) {
        answer = { kind: "failed", error };
      }
      if (answer.kind === "committed") for (const taken of batch) this.#settle(taken);
      else for (const taken of batch) putBack(taken, settings.timelineUnsavedMax);
      const refused = answer.kind === "conflict" ? answer.id : null;
      const isAway = answer.kind === "failed" && answer.error instanceof StoreUnavailable;
      if (answer.kind === "committed" || isAway || rest.length === 1) {
        for (const live of rest) answers.set(live, answer);
        if (answer.kind === "failed") this.#waitAgain(rest, answer.error);
        rest = [];
      } else if (rest.some(({ id }) => id === refused)) {
        for (const live of rest) if (live.id === refused) answers.set(live, answer);
        rest = rest.filter(({ id }) => id !== refused);
      } else {
        // It does not say whose words cannot be written: each agent is written by itself.
        for (const live of rest) {
          for (const alone of await this.#commitTogether([live])) answers.set(live, alone);
        }
        rest = [];
      }
    }
    return agents.map((live) => {
      const answer = answers.get(live);
      if (answer === undefined) throw new Error(`The commit of ${live.id} has no answer.`);
      return answer;
    });
  }

  /** Resolves when nothing of these agents is on its way. */
  async #landed(agents: readonly LiveAgent[]): Promise<void> {
    for (;;) {
      const flights = agents.flatMap(({ id }) => this.#inFlight.get(id)?.landed ?? []);
      if (flights.length === 0) return;
      await Promise.all(flights);
    }
  }

  #waitAgain(agents: readonly LiveAgent[], error: unknown): void {
    for (const live of agents) this.#dirty.set(live.id, live);
    this.#storeFailed(error);
  }

  /**
   * Something in a change set cannot be written: each agent is written by itself, and who cannot waits until it has
   * something new, so that one agent's words keep nobody else's from the store.
   */
  async #isolate(batch: readonly Taken[], cause: unknown): Promise<boolean> {
    const { counters, logger } = this.#deps;
    const refused: LiveAgent[] = [];
    for (const { live } of batch) {
      try {
        const result = await this.commitNow(live);
        this.#dirty.delete(live.id);
        if (result.kind === "conflict") this.#deps.rebase(live, result);
      } catch (error) {
        if (error instanceof StoreUnavailable) return false;
        refused.push(live);
      }
    }
    if (refused.length === batch.length) return false;
    for (const live of refused) {
      this.#dirty.delete(live.id);
      this.#touched.add(live);
      counters.count("writesRefused");
      logger.error({ agent: live.id, cause: String(cause) }, "What an agent said was not stored.");
    }
    return true;
  }

  async #commit(batch: readonly Taken[]): Promise<CommitResult> {
    const { store, bodies, clock, counters } = this.#deps;
    const ready = await bodies.takeReady();
    const at = clock.now();
    const writes = byKind(batch.flatMap((taken) => taken.writes));
    try {
      const result = await store.commit({
        writes: ready.length > 0 ? [{ kind: "add-bodies", at, bodies: ready }, ...writes] : writes,
      });
      this.#retryMs = null;
      counters.count(result.kind === "committed" ? "commits" : "conflicts");
      if (result.kind === "conflict") bodies.putBack(ready);
      return result;
    } catch (error) {
      bodies.putBack(ready);
      throw error;
    }
  }

  #settle(taken: Taken): void {
    settleTaken(taken);
    if (taken.unsaved.report) this.#deps.stored(taken.live);
  }

  #fly(batch: readonly Taken[], commit: Promise<CommitResult>): void {
    const landed = commit.then(
      () => {},
      () => {},
    );
    for (const { live, unsaved } of batch) {
      const flight: Flight = {
        since: unsaved.since,
        landed: landed.then(() => {
          if (this.#inFlight.get(live.id) === flight) this.#inFlight.delete(live.id);
        }),
      };
      this.#inFlight.set(live.id, flight);
    }
  }

  #storeFailed(error: unknown): void {
    const { logger, settings, counters } = this.#deps;
    counters.count("storeFailures");
    if (this.#retryMs === null) {
      const cause = error instanceof StoreUnavailable ? "away" : String(error);
      logger.warn({ cause, waiting: this.#dirty.size }, "The store does not take writes.");
    }
    const before = this.#retryMs ?? settings.storeRetryMs / 2;
    this.#retryMs = Math.min(before * 2, settings.storeRetryMs * 30);
    this.stop();
    this.#arm(this.#retryMs);
  }
}
