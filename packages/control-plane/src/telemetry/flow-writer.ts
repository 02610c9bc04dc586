import type { Millis } from "@fleethub/fleet";
import type { Counters } from "../agents/counters.js";
import type { Clock, FleetStore, Logger, Schedule } from "../ports.js";
import { StoreUnavailable } from "../ports.js";
import type { KeptAgent } from "./kept-agent.js";

/** Between two looks at what is to be written. */
export const FLOW_WRITE_INTERVAL_MS: Millis = 1_000;

/** Between two writes of one agent whose word stays the same, at least. */
export const FLOW_STORE_MS: Millis = 60_000;

/** Rows written in one look, besides those with another word: above 2,000 agents each is written less often. */
export const FLOW_ROWS_MAX = 34;

/** Rows with another word written in one look. */
export const FLOW_URGENT_ROWS_MAX = 500;

/** Looks left out after one that met a store that is away. */
const LOOKS_LEFT_OUT = 4;

export interface FlowWriterDeps {
  readonly store: FleetStore;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly agents: () => Iterable<KeptAgent>;
}

/**
 * Writes own telemetry behind: at once where the word is another, else each agent once a minute at most and so many
 * rows a second at most. What cannot be written is written later, as it is then.
 */
export class FlowWriter {
  readonly #deps: FlowWriterDeps;
  #disarm = () => {};
  #isRunning = false;
  #leftOut = 0;

  constructor(deps: FlowWriterDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#disarm = this.#deps.schedule.after(FLOW_WRITE_INTERVAL_MS, () => {
      this.start();
      this.#look();
    });
  }

  stop(): void {
    this.#disarm();
  }

  /** Everything that is not stored. Rejects while the store is away. */
  async flush(): Promise<void> {
    const unsaved = [...this.#deps.agents()].filter((agent) => agent.isUnsaved);
    for (let from = 0; from < unsaved.length; from += FLOW_URGENT_ROWS_MAX) {
      await this.#write(unsaved.slice(from, from + FLOW_URGENT_ROWS_MAX));
    }
  }

  #look(): void {
    if (this.#isRunning) return;
    if (this.#leftOut > 0) {
      this.#leftOut -= 1;
      return;
    }
    const due = this.#due();
    if (due.length === 0) return;
    this.#isRunning = true;
    this.#write(due)
      .catch((error: unknown) => {
        this.#leftOut = LOOKS_LEFT_OUT;
        if (error instanceof StoreUnavailable) return;
        this.#deps.logger.warn({ error: String(error) }, "Own telemetry was not stored.");
      })
      .finally(() => {
        this.#isRunning = false;
      });
  }

  #due(): readonly KeptAgent[] {
    const before = this.#deps.clock.now() - FLOW_STORE_MS;
    const urgent: KeptAgent[] = [];
    const waiting: KeptAgent[] = [];
    for (const agent of this.#deps.agents()) {
      if (agent.isUrgent) urgent.push(agent);
      else if (agent.isUnsaved && agent.storedAt <= before) waiting.push(agent);
    }
    if (waiting.length > FLOW_ROWS_MAX) waiting.sort((a, b) => a.storedAt - b.storedAt);
    return [...urgent.slice(0, FLOW_URGENT_ROWS_MAX), ...waiting.slice(0, FLOW_ROWS_MAX)];
  }

  async #write(agents: readonly KeptAgent[]): Promise<void> {
    if (agents.length === 0) return;
    const { store, clock, counters } = this.#deps;
    const now = clock.now();
    const rows = agents.map((agent) => agent.telemetry());
    const undo = agents.map((agent) => agent.write(now));
    try {
      await store.commit({ writes: [{ kind: "set-telemetry", agents: rows }] });
      counters.count("telemetryWrites");
    } catch (error) {
      for (const takeBack of undo) takeBack();
      throw error;
    }
  }
}
