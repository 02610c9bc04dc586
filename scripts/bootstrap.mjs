// `npm start`, `npm test` and `npm run fleethub` on a machine that has only Node and npm.
// Uses Node's own modules alone, because nothing is installed when it runs first.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build, install, requireNode, serverMain } from "./launch/prepare.mjs";
import { root } from "./launch/run.mjs";

const [mode = "start", ...rest] = process.argv.slice(2);
const args = rest[0] === "--" ? rest.slice(1) : rest;
const startedAt = performance.now();
const say = (line) => process.stderr.write(`${line}\n`);

requireNode(say);
process.env.DO_NOT_TRACK = "1";
process.env.TURBO_TELEMETRY_DISABLED = "1";
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** A run of all tests leaves what `node scripts/conformance/main.mjs --check` reads. */
const keptResults = [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(root, "test-results", "unit.json")}`,
];

const quiet = mode === "fleethub";
const progress = quiet ? () => {} : say;

await install(progress);

if (mode === "test") {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  supervise([vitest, "run", ...(args.length === 0 ? keptResults : args)]);
} else {
  await build(progress);
  const command = mode === "start" ? ["serve", ...args] : args;
  if (!quiet) say(`Ready to start after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  supervise([serverMain, ...command]);
}

/** Runs Node on `argv`, hands signals on, and ends it when npm itself is killed (npm orphans its child then). */
function supervise(argv) {
  const child = spawn(process.execPath, argv, {
    cwd: process.env.INIT_CWD ?? root,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500);
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
  });
}
