/** Tells the time. `Date` is one. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** Timers that can be called off. */
export interface Schedule {
  /** Runs `task` once after the delay; the returned function calls it off. */
  after(delayMs: number, task: () => void): () => void;
}
