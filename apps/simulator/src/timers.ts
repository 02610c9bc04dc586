import type { Schedule } from "@fleethub/opamp";

/** Timers of one simulation that end together. */
export interface Timers extends Schedule {
  /** Calls off every timer; from now on none can be set. */
  end(): void;
}

/** Timers of the process. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let isOver = false;
  return {
    after(delayMs, task) {
      if (isOver) return () => undefined;
      const timer = setTimeout(() => {
        pending.delete(timer);
        task();
      }, delayMs);
      pending.add(timer);
      return () => {
        pending.delete(timer);
        clearTimeout(timer);
      };
    },
    end() {
      isOver = true;
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
