import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Kept of a step's output, to show when it fails. */
const OUTPUT_KEPT_BYTES_MAX = 64_000;

/** Runs one step silently; resolves with its exit code and the end of what it printed. */
export function run(command, argv, { env = {}, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-OUTPUT_KEPT_BYTES_MAX);
      if (onLine)
        for (const line of String(chunk).split("\n")) if (line.trim()) onLine(line.trim());
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => resolve({ code: 127, output: `${output}\n${error.message}` }));
    child.on("exit", (code) => resolve({ code: code ?? 1, output }));
  });
}
