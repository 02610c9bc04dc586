import type { Clock, Schedule } from "../platform.js";
import type { ReportState } from "./report-state.js";
import { TurnLimit } from "./turn-limit.js";

/** Requests of the server for full state or components that are answered at once. */
export const FULL_STATE_ASKS_MAX = 5;
/** After that many, one is answered in this time. */
export const FULL_STATE_INTERVAL_MS = 1_000;

/**
 * Owes the server what it asks for: full state, or the list of components.
 *
 * A server that is never content would ask for full state in answer to every full state, as fast as the network
 * allows. Beyond a few, such requests wait; those that wait together are answered once.
 */
export class StateAnswers {
  readonly #report: ReportState;
  readonly #limit: TurnLimit;
  readonly #flush: () => void;

  /** @param flush called when something new is owed */
  constructor(
    report: ReportState,
    platform: { clock: Clock; schedule: Schedule },
    flush: () => void,
  ) {
    this.#report = report;
    this.#limit = new TurnLimit(platform, FULL_STATE_ASKS_MAX, FULL_STATE_INTERVAL_MS);
    this.#flush = flush;
  }

  fullState(): void {
    if (this.#limit.take(() => this.#owe())) this.#owe();
  }

  components(): void {
    if (!this.#limit.take(() => this.#owe())) return;
    this.#report.oweComponents();
    this.#flush();
  }

  stop(): void {
    this.#limit.stop();
  }

  #owe(): void {
    this.#report.oweAll();
    this.#report.oweComponents();
    this.#flush();
  }
}
