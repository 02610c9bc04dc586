/** A timer that can be called off. */
export interface ServerSchedule {
  /** Runs `task` once after the delay; the returned function calls it off. */
  after(delayMs: number, task: () => void): () => void;
}
