import { monitorEventLoopDelay } from "node:perf_hooks";

/** Newcomers are sent away while the event loop's longest delay was above this in two windows in a row. */
export const LOOP_DELAY_MAX_MS = 1_500;
/** How often the delay is looked at. */
const WINDOW_MS = 1_000;
/**
 * Least and most that a refused agent is asked to wait, in seconds; spread so that they come back apart. The
 * specification recommends 30 seconds at least (T-23).
 */
export const RETRY_AFTER_SECONDS = { min: 30, max: 90 } as const;

/** Says whether newcomers have to wait. Those who are connected are always served. */
export interface LoadGate {
  /** Seconds to wait, or null: come in. */
  refuseFor(): number | null;
  stop(): void;
}

/** Tells load from one stall, such as the hub's own start: only the second late window in a row is load. */
export function createLateness(): (longestDelayMs: number) => boolean {
  let wasLate = false;
  return (longestDelayMs) => {
    const isLate = longestDelayMs > LOOP_DELAY_MAX_MS;
    const isLoad = isLate && wasLate;
    wasLate = isLate;
    return isLoad;
  };
}

/** Measures how late this process is and refuses newcomers while it cannot keep up. */
export function startLoadGate(random: () => number): LoadGate {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  const lateness = createLateness();
  let late = false;
  const timer = setInterval(() => {
    late = lateness(delays.max / 1e6);
    delays.reset();
  }, WINDOW_MS).unref();
  const { min, max } = RETRY_AFTER_SECONDS;
  return {
    refuseFor: () => (late ? Math.round(min + random() * (max - min)) : null),
    stop() {
      clearInterval(timer);
      delays.disable();
    },
  };
}
