import type { Clock, Schedule } from "../platform.js";
import type { ReportState } from "./report-state.js";

/** Requests of the server for full state or components that are answered at once. */
export const FULL_STATE_ASKS_MAX = 5;
/** After that many, one is answered in this time. */
export const FULL_STATE_INTERVAL_MS = 1_000;

/** So many at once, then one in a while. */
class AskLimit {
  readonly #clock: Clock;
  readonly #schedule: Schedule;
  #tokens = FULL_STATE_ASKS_MAX;
  #countedMs: number;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, schedule: Schedule) {
    this.#clock = clock;
    this.#schedule = schedule;
    this.#countedMs = clock.now();
  }

  /** True: answer now. False: `later` is called when an answer is due, once for all that wait. */
  take(later: () => void): boolean {
    if (this.#cancel) return false;
    const now = this.#clock.now();
    const earned = Math.floor((now - this.#countedMs) / FULL_STATE_INTERVAL_MS);
    this.#countedMs += earned * FULL_STATE_INTERVAL_MS;
    this.#tokens = Math.min(FULL_STATE_ASKS_MAX, this.#tokens + Math.max(0, earned));
    if (this.#tokens > 0) {
      this.#tokens -= 1;
      return true;
    }
    this.#cancel = this.#schedule.after(FULL_STATE_INTERVAL_MS, () => {
      this.#cancel = undefined;
      this.#countedMs = this.#clock.now();
      later();
    });
    return false;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}

/**
 * Owes the server what it asks for: full state, or the list of components.
 *
 * A server that is never content would ask for full state in answer to every full state, as fast as the network
 * allows. Beyond a few, such requests wait; those that wait together are answered once.
 */
export class StateAnswers {
  readonly #report: ReportState;
  readonly #limit: AskLimit;
  readonly #flush: () => void;

  /** @param flush called when something new is owed */
  constructor(
    report: ReportState,
    platform: { clock: Clock; schedule: Schedule },
    flush: () => void,
  ) {
    this.#report = report;
    this.#limit = new AskLimit(platform.clock, platform.schedule);
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
