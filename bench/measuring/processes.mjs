// What processes cost, from /proc.
import { readdirSync, readFileSync } from "node:fs";

const CLOCK_TICKS_PER_SECOND = 100;

const statOf = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
};

export function cpuSeconds(pid) {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/** Of the process, its living children and those that ended. */
export function treeCpuSeconds(pid) {
  const ended = statOf(pid)
    .slice(13, 15)
    .reduce((sum, ticks) => sum + Number(ticks), 0);
  const living = processes().filter((each) => orZero(() => Number(statOf(each)[1])) === pid);
  return [pid, ...living].reduce(
    (sum, each) => sum + orZero(() => cpuSeconds(each)),
    ended / CLOCK_TICKS_PER_SECOND,
  );
}

/** Zero for a process that ended since it was listed. */
const orZero = (look) => {
  try {
    return look();
  } catch {
    return 0;
  }
};

const processes = () =>
  readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && statOf(name).length > 0;
    } catch {
      return false;
    }
  });

/** The process whose command ends like this and that was given this argument. */
export function withArguments(command, argument) {
  for (const pid of processes()) {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (args[0]?.endsWith(command) && args.includes(argument)) return Number(pid);
  }
  throw new Error(`No ${command} with ${argument}.`);
}

export function residentKb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** Milliseconds that the scheduler gave all threads of the process; exact where the kernel keeps such statistics. */
export function runTimeMs(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(
        readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0],
      );
    } catch {
      // A thread that ended between the two reads.
    }
  }
  return nanoseconds > 0 ? nanoseconds / 1e6 : 1_000 * cpuSeconds(pid);
}

/** Seconds of all cores that somebody used since the machine started. */
export function busySeconds() {
  const line = /^cpu +(.*)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1] ?? "";
  const [user, nice, system, , , irq, softirq] = line.split(" ").map(Number);
  return (user + nice + system + irq + softirq) / CLOCK_TICKS_PER_SECOND;
}
