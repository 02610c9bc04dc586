// Server and load on cores of their own, where there are two and a tool that pins.
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

const CORES = { server: "0", load: "1", anywhere: `0-${availableParallelism() - 1}` };

export const canPin = availableParallelism() > 1 && hasTaskset();

function hasTaskset() {
  try {
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The command line that runs this command on its part's core. */
export function pinned(part, command) {
  return canPin ? ["taskset", "-c", CORES[part], ...command] : command;
}

/** Puts this process beside the load. */
export function pinSelf() {
  if (canPin)
    execFileSync("taskset", ["-cp", CORES.load, String(process.pid)], { stdio: "ignore" });
}
