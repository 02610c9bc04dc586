import type { Clock, Schedule } from "../platform.js";

/** So many at once, then one in a while: what a server that is never content may make an agent do. */
export class TurnLimit {
  readonly #clock: Clock;
  readonly #schedule: Schedule;
  readonly #atOnceMax: number;
  readonly #intervalMs: number;
  #tokens: number;
  #countedMs: number;
  #cancel: (() => void) | undefined;

  constructor(
    { clock, schedule }: { readonly clock: Clock; readonly schedule: Schedule },
    atOnceMax: number,
    intervalMs: number,
  ) {
    this.#clock = clock;
    this.#schedule = schedule;
    this.#atOnceMax = atOnceMax;
    this.#intervalMs = intervalMs;
    this.#tokens = atOnceMax;
    this.#countedMs = clock.now();
  }

  /** True: do it now. False: `later` is called when it may be done, once for all that wait. */
  take(later: () => void): boolean {
    if (this.#cancel) return false;
    const now = this.#clock.now();
    const earned = Math.floor((now - this.#countedMs) / this.#intervalMs);
    this.#countedMs += earned * this.#intervalMs;
    this.#tokens = Math.min(this.#atOnceMax, this.#tokens + Math.max(0, earned));
    if (this.#tokens > 0) {
      this.#tokens -= 1;
      return true;
    }
    this.#cancel = this.#schedule.after(this.#intervalMs, () => {
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
