import { spawn } from "node:child_process";
import { join } from "node:path";

/** How one run of the command line ended. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line's source, and what Node needs to run it. */
export const MAIN = join(import.meta.dirname, "../cli/main.ts");
export const SOURCE_FLAGS: readonly string[] = [
  "--import",
  import.meta.resolve("tsx"),
  "--conditions",
  "@fleethub/source",
];

/** Runs `fleethub` from its sources in `cwd`, `input` on standard input. */
export function runCli(
  args: readonly string[],
  cwd: string,
  input: string = "",
  variables: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [...SOURCE_FLAGS, MAIN, ...args], { cwd, env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part: Buffer) => {
    out += part.toString();
  });
  child.stderr.on("data", (part: Buffer) => {
    err += part.toString();
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
