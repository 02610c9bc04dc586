// How much of the machine somebody else took while something was measured.
import { busySeconds, runTimeMs, treeCpuSeconds } from "../measuring/processes.mjs";

/**
 * Starts to watch; the answer is a function that says how many cores others used since.
 *
 * @param databasePid a process that belongs to the run with all its children
 */
export function watchOthers(arms, databasePid) {
  const oursMs = () => {
    const store = databasePid === undefined ? 0 : 1_000 * treeCpuSeconds(databasePid);
    const costs = arms.map((arm) => arm.costs());
    return costs.reduce(
      (sum, { server, load }) => sum + server + load,
      store + runTimeMs(process.pid),
    );
  };
  const [busy, ours, at] = [busySeconds(), oursMs(), performance.now()];
  return () => {
    const seconds = (performance.now() - at) / 1_000;
    return Math.max(0, (busySeconds() - busy - (oursMs() - ours) / 1_000) / seconds);
  };
}
