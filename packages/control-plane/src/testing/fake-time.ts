import type { Clock, Schedule } from "../ports.js";

/** Lets everything that waits for nothing but a turn of the event loop happen. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** A clock and a schedule that move only when a test says so. */
export class FakeTime implements Clock, Schedule {
  #nowMs: number;
  #tasks: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(nowMs = Date.UTC(2026, 10, 23, 12)) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  /** Without a delay it is a turn of the event loop, for which no time has to pass. */
  after(delayMs: number, run: () => void): () => void {
    if (delayMs <= 0) {
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    }
    const entry = { atMs: this.#nowMs + delayMs, run };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
    };
  }

  /** Lets time pass, running what becomes due in order, and what follows from it. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (;;) {
      const [next] = this.#tasks
        .filter(({ atMs }) => atMs <= endMs)
        .sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.#tasks = this.#tasks.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      await settle();
    }
    this.#nowMs = endMs;
  }
}
