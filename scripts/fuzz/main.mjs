// `npm run fuzz -- --frames N --seed S [--from I] [--only codec|connection|server|api]`: mutated frames against the
// codec, both halves of a connection, and a built hub in a process of its own; then odd requests against the API of
// another. The same seed makes the same input. Ends with 1 at what none may do, and says how to see it again.
import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../launch/free-port.mjs";
import { root } from "../launch/run.mjs";

/** Frames, or requests, where none are asked for: a minute or so, for every run of the checks. */
const SHARE = { codec: 300_000, connection: 100_000, server: 15_000, api: 400 };
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

/** Targets that need a hub; the others are scripts of packages/opamp. */
const TARGETS = { server: fuzzHub, api: fuzzApi };
for (const [target, share] of Object.entries(SHARE)) {
  if (only !== undefined && only !== target) continue;
  const plan = ["--frames", values.frames ?? String(share), "--seed", seed, "--from", from];
  const status = await (TARGETS[target] ?? fuzzPackage)(plan, target);
  if (status !== 0) process.exit(status);
}

function refuse(why) {
  console.error(why);
  process.exit(2);
}

function fuzzPackage(plan, target) {
  return script("packages/opamp", "fuzz", [...plan, "--only", target]);
}

/** A script of a package; resolves with its status. */
function script(folder, name, args) {
  const line = ["run", "--silent", "--prefix", join(root, folder), name, "--", ...args];
  const child = spawn("npm", line, { stdio: "inherit" });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

function fuzzHub(plan) {
  return withHub(async ({ url, agents, token, pid, isAlive }) => {
    const status = await script("packages/opamp", "fuzz:hub", [
      ...plan,
      "--url",
      agents,
      "--pid",
      String(pid),
    ]);
    const faults = isAlive() ? await faultsOf(`${url}/metrics`, token) : 0;
    if (faults > 0) console.error(`server: the hub failed to answer ${faults} reports`);
    return faults > 0 ? 1 : status;
  });
}

function fuzzApi(plan) {
  return withHub(({ url, agents, tokenFile, logFile }) =>
    script("apps/server", "fuzz", [
      ...plan,
      "--url",
      url,
      "--agents-url",
      agents,
      "--token-file",
      tokenFile,
      "--log",
      logFile,
    ]),
  );
}

/** Starts a built hub in a folder of its own, with an administrator's token; resolves with the status of `work`. */
async function withHub(work) {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-fuzz-"));
  const [agentsPort, consolePort] = [await freePort(), await freePort()];
  const token = randomBytes(32).toString("base64url");
  const tokenFile = join(dataDir, "admin-token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
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
      FLEETHUB_ADMIN_TOKEN_FILE: tokenFile,
    },
  });
  const exited = new Promise((resolve) => hub.on("exit", resolve));
  const isAlive = () => hub.exitCode === null && hub.signalCode === null;
  const url = `http://127.0.0.1:${consolePort}`;
  try {
    await ready(`${url}/readyz`, hub);
    const agents = `ws://127.0.0.1:${agentsPort}/v1/opamp`;
    const { pid } = hub;
    const status = await work({ url, agents, token, tokenFile, logFile, pid, isAlive });
    if (!isAlive()) console.error("the hub has ended");
    if (status === 0 && isAlive()) return 0;
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
async function faultsOf(url, token) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const found = /^fleethub_replies_unsent_total\{reason="fault"\} (\d+)$/m.exec(
    await answer.text(),
  );
  return Number(found?.[1] ?? 0);
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
