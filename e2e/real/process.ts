import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** Kept of what a process printed, for the message of a failing test. */
const OUTPUT_KEPT_CHARS = 40_000;

/** A child that remembers what it printed and can be ended for certain. */
export class RunningProcess {
  output = "";
  readonly #child: ChildProcess;
  readonly exited: Promise<number | null>;

  constructor(
    command: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ) {
    this.#child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output = (this.output + text).slice(-OUTPUT_KEPT_CHARS);
      });
    this.exited = new Promise((resolve) => {
      this.#child.on("error", (error) => {
        this.output += error.message;
        resolve(127);
      });
      this.#child.on("exit", (code) => resolve(code));
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends the signal; resolves when the process has ended, killing it after the limit. */
  async end(signal: NodeJS.Signals, limitMs = 10_000): Promise<number | null> {
    if (this.alive) this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), limitMs);
    const code = await this.exited;
    clearTimeout(timer);
    return code;
  }
}

/** Process ids of living children of `pid`, read from /proc. */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return Number(parent) === pid && state !== "Z";
      } catch {
        return false;
      }
    })
    .map(Number);
}

export function killQuietly(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
