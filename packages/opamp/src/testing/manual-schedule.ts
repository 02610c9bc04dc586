import type { ServerSchedule } from "../server/index.js";

/** Time that passes when told to. */
export class ManualSchedule implements ServerSchedule {
  #nowMs = 0;
  #tasks: { atMs: number; task: () => void }[] = [];

  after(delayMs: number, task: () => void): () => void {
    const entry = { atMs: this.#nowMs + delayMs, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
    };
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#tasks.length;
  }

  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#tasks
        .filter(({ atMs }) => atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs)
        .at(0);
      if (next === undefined) break;
      this.#tasks = this.#tasks.filter((entry) => entry !== next);
      this.#nowMs = next.atMs;
      next.task();
    }
    this.#nowMs = untilMs;
  }
}
