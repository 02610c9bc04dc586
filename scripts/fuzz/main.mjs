// `npm run fuzz -- --frames N --seed S [--from I] [--only codec|connection|server]`: mutated frames against the codec, both
// halves of a connection, and a built hub in a process of its own. The same seed makes the same frames. Ends with 1
// at the first frame that does what none may do, and says how to see it again.
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../launch/free-port.mjs";
import { root } from "../launch/run.mjs";

/** Frames where none are asked for: a minute or so, for every run of the checks. */
const SHARE = { codec: 300_000, connection: 100_000, server: 15_000 };
const START_MS_MAX = 60_000;
const LOG_LINES_SHOWN = 30;
const { values } = parseArgs({
  options: {
    frames: { type: "string" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    only: { type: "string" },
  },
});
const { only, seed, from } = values;
if (only !== undefined && !Object.hasOwn(SHARE, only)) {
  refuse(`--only ${only}: give ${Object.keys(SHARE).join(", ")}`);
}
for (const [name, value] of Object.entries({ frames: values.frames ?? "1", seed, from })) {
  if (!/^\d{1,15}$/.test(value)) refuse(`--${name} ${value}: give a whole number`);
}

for (const [target, share] of Object.entries(SHARE)) {
  if (only !== undefined && only !== target) continue;
  const plan = ["--frames", values.frames ?? String(share), "--seed", seed, "--from", from];
  const status =
    target === "server" ? await fuzzHub(plan) : await opamp("fuzz", [...plan, "--only", target]);
  if (status !== 0) process.exit(status);
}

function refuse(why) {
  console.error(why);
  process.exit(2);
}

/** A script of packages/opamp; resolves with its status. */
function opamp(script, args) {
  const prefix = join(root, "packages/opamp");
  const line = ["run", "--silent", "--prefix", prefix, script, "--", ...args];
  const child = spawn("npm", line, { stdio: "inherit" });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

async function fuzzHub(plan) {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-fuzz-"));
  const [agentsPort, consolePort] = [await freePort(), await freePort()];
  // A file, since a pipe that nobody reads would stop the hub.
  const logFile = join(dataDir, "hub.log");
  const log = openSync(logFile, "w");
  const hub = spawn(process.execPath, [join(root, "apps/server/dist/cli/main.js"), "serve"], {
    cwd: dataDir,
    stdio: ["ignore", log, log],
    env: {
      PATH: process.env.PATH,
      FLEETHUB_AGENTS_HOST: "127.0.0.1",
      FLEETHUB_AGENTS_PORT: String(agentsPort),
      FLEETHUB_CONSOLE_PORT: String(consolePort),
      FLEETHUB_DATA_DIR: join(dataDir, "data"),
    },
  });
  const exited = new Promise((resolve) => hub.on("exit", resolve));
  try {
    await ready(`http://127.0.0.1:${consolePort}/readyz`, hub);
    const url = `ws://127.0.0.1:${agentsPort}/v1/opamp`;
    const status = await opamp("fuzz:hub", [...plan, "--url", url, "--pid", String(hub.pid)]);
    const isAlive = hub.exitCode === null && hub.signalCode === null;
    const faults = isAlive ? await faultsOf(`http://127.0.0.1:${consolePort}/metrics`) : 0;
    if (!isAlive) console.error("server: the hub has ended");
    if (faults > 0) console.error(`server: the hub failed to answer ${faults} reports`);
    if (status === 0 && isAlive && faults === 0) return 0;
    console.error(readFileSync(logFile, "utf8").split("\n").slice(-LOG_LINES_SHOWN).join("\n"));
    return 1;
  } finally {
    hub.kill("SIGTERM");
    await Promise.race([exited, sleep(10_000)]);
    hub.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Reports that the hub answered with an error of its own. */
async function faultsOf(url) {
  const text = await (await fetch(url)).text();
  return Number(/^fleethub_replies_unsent_total\{reason="fault"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

async function ready(url, hub) {
  const until = performance.now() + START_MS_MAX;
  while (performance.now() < until && hub.exitCode === null) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error("the hub did not start; build it first: npx turbo run build");
}
