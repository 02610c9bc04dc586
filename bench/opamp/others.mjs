// How much of the machine somebody else took while something was measured.
import { busySeconds, runTimeMs } from "../measuring/processes.mjs";

/** Starts to watch; the answer is a function that says how many cores others used since. */
export function watchOthers(arms) {
  const oursMs = () =>
    arms.reduce((sum, arm) => sum + arm.costs().server + arm.costs().load, runTimeMs(process.pid));
  const [busy, ours, at] = [busySeconds(), oursMs(), performance.now()];
  return () => {
    const seconds = (performance.now() - at) / 1_000;
    return Math.max(0, (busySeconds() - busy - (oursMs() - ours) / 1_000) / seconds);
  };
}
