// One rollout over a large fleet: time, processor, memory and heartbeats of the hub while it runs. See README.md.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tsImport } from "tsx/esm/api";
import { freePort, pause } from "./measuring/ports.mjs";
import { openProbes } from "./rollout-scale/probes.mjs";
import { cpuSeconds, residentKb, treeCpuSeconds, withArguments } from "./measuring/processes.mjs";
import { administratorIn, asAdministrator } from "./administrator.mjs";

const { values } = parseArgs({
  options: {
    agents: { type: "string", default: "10000" },
    database: { type: "string", default: "postgres" },
    "apply-ms": { type: "string", default: "5000" },
    "window-ms": { type: "string", default: "10000" },
    "in-flight": { type: "string", default: "2000" },
    profile: { type: "string" },
  },
});
const AGENTS = Number(values.agents);
const MAIN = join(import.meta.dirname, "../apps/server/dist/cli/main.js");
const HUB = join(import.meta.dirname, "rollout-scale/hub.mjs");
/** Of one process that simulates: each connection takes a descriptor. */
const AGENTS_PER_PROCESS_MAX = 5_000;
const PROBES = 50;
/** What a supervisor waits before it counts a heartbeat as missed. */
const DEADLINE_MS = 30_000;
const SOAK_SECONDS = 5;
const LIMIT_MS = 1_200_000;

const config = (port) => `receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:${port}
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

/** What ends a wait at once. */
class Stop extends Error {}

const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-"));
const closers = [() => rmSync(folder, { recursive: true, force: true })];
try {
  print(await measure());
} finally {
  for (const close of closers.reverse()) await Promise.resolve(close());
}

async function measure() {
  const ports = { agents: await freePort(), console: await freePort() };
  const server = values.database === "postgres" ? await openPostgres() : null;
  const hub = start(
    [
      ...(values.profile ? ["--cpu-prof", `--cpu-prof-dir=${values.profile}`] : []),
      HUB,
      values["window-ms"],
    ],
    {
      FLEETHUB_AGENTS_HOST: "127.0.0.1",
      FLEETHUB_AGENTS_PORT: String(ports.agents),
      FLEETHUB_CONSOLE_PORT: String(ports.console),
      FLEETHUB_DATA_DIR: join(folder, "data"),
      FLEETHUB_DIRECT_LIMIT: String(AGENTS),
      FLEETHUB_LOG_LEVEL: "warn",
      ...administratorIn(folder),
      ...(server ? { DATABASE_URL: server.url } : {}),
    },
  );
  const base = `http://127.0.0.1:${ports.console}`;
  const endpoint = `ws://127.0.0.1:${ports.agents}/v1/opamp`;
  const api = (method, path, body) => ask(`${base}/api/v1${path}`, method, body);
  await until("the hub is ready", async () => (await fetch(`${base}/readyz`)).ok);

  const processes = Math.ceil(AGENTS / AGENTS_PER_PROCESS_MAX);
  for (let index = 0; index < processes; index++) {
    const agents =
      Math.floor((AGENTS * (index + 1)) / processes) - Math.floor((AGENTS * index) / processes);
    start([
      MAIN,
      "simulate",
      `--agents=${agents}`,
      `--seed=${index + 1}`,
      `--apply-delay-ms=${values["apply-ms"]}`,
      `--connect-spread-ms=${AGENTS * 4}`,
      `--endpoint=${endpoint}`,
    ]);
  }
  await until(`${AGENTS} agents are listed`, async () => {
    const { total } = await api("GET", "/agents?query=presence:connected&limit=1");
    return total >= AGENTS;
  });
  await api("POST", "/configurations", { name: "fleet" });
  await api("POST", "/configurations/fleet/revisions", { content: config(4318) });
  await api("POST", "/groups", { name: "fleet", query: "-type:probe", configuration: "fleet" });
  await until("all run the first revision", async () => {
    const { total } = await api("GET", "/agents?query=sync:in-sync&limit=1");
    return total >= AGENTS;
  });
  await api("POST", "/configurations/fleet/revisions", { content: config(4319) });
  const probes = await openProbes(endpoint, PROBES);
  closers.push(() => probes.close());
  await pause(10_000);

  const before = {
    cpu: cpuSeconds(hub.pid),
    store: server?.cpuSeconds() ?? 0,
    at: performance.now(),
  };
  probes.delays.length = 0;
  const { id } = await api("POST", "/rollouts", {
    group: "fleet",
    revision: 2,
    waves: [{ count: 10 }, { percent: 5 }, { percent: 20 }, { percent: 35 }],
    soakSeconds: SOAK_SECONDS,
    answerSeconds: 600,
    maxInFlight: Number(values["in-flight"]),
    expectedAgents: AGENTS,
  });
  const begunMs = performance.now() - before.at;
  const seen = { loopMs: 0, residentKb: 0, waitingMs: 0 };
  await until("the rollout is over", async () => {
    const { items } = await api("GET", "/rollouts?limit=1");
    seen.loopMs = Math.max(seen.loopMs, await loopDelayMs(base));
    seen.residentKb = Math.max(seen.residentKb, residentKb(hub.pid));
    seen.waitingMs = Math.max(seen.waitingMs, probes.waitingMs());
    if (items[0].phase === "paused") throw new Stop(items[0].sentence);
    return !items[0].live;
  });
  const wallSeconds = (performance.now() - before.at) / 1_000;
  const cpu = cpuSeconds(hub.pid) - before.cpu;
  const store = (server?.cpuSeconds() ?? 0) - before.store;
  const delays = probes.delays.map(({ ms }) => ms);
  return {
    begunMs,
    wallSeconds,
    cpu,
    store,
    delays,
    seen,
    rollout: await api("GET", `/rollouts/${id}`),
  };
}

function print({ begunMs, wallSeconds, cpu, store, delays, seen, rollout }) {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  const late =
    delays.filter((ms) => ms > DEADLINE_MS).length + Number(seen.waitingMs > DEADLINE_MS);
  const { phase, steps, version, waves } = rollout;
  console.log(
    `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model}, ${values.database}`,
  );
  console.log(
    `${AGENTS} agents, ${waves.length} waves, soak ${SOAK_SECONDS} s, ${values["in-flight"]} in flight, applied after ${values["apply-ms"]} ms, last good after ${values["window-ms"]} ms\n`,
  );
  console.log("| wave | agents | opened after | all settled | passed |");
  console.log("| ---: | ---: | ---: | ---: | ---: |");
  const since = (time) =>
    time ? `${((Date.parse(time) - Date.parse(rollout.startedAt)) / 1_000).toFixed(1)} s` : "";
  for (const { wave, members, openedAt, soakingSince, passedAt } of waves)
    console.log(
      `| ${wave} | ${members} | ${since(openedAt)} | ${since(soakingSince)} | ${since(passedAt)} |`,
    );
  console.log(`\n| what | measured |\n| --- | ---: |`);
  const rows = [
    ["outcome", `${phase}, ${JSON.stringify(steps)}`],
    ["answer to the request that starts it", `${begunMs.toFixed(0)} ms`],
    ["wall time", `${wallSeconds.toFixed(1)} s`],
    [
      "processor time of the hub",
      `${cpu.toFixed(1)} s (${((1_000 * cpu) / AGENTS).toFixed(2)} ms an agent)`,
    ],
    [
      "processor time of PostgreSQL",
      values.database === "postgres" ? `${store.toFixed(1)} s` : "in the hub's",
    ],
    ["commits about the rollout", version - 1],
    ["hub, resident at most", `${(seen.residentKb / 1_024).toFixed(0)} MB`],
    ["event loop, longest delay", `${seen.loopMs.toFixed(0)} ms`],
    [
      "heartbeat to reply: p50, p99, max",
      `${at(0.5)}, ${at(0.99)}, ${at(1)} ms of ${delays.length}`,
    ],
    [`heartbeats unanswered for ${DEADLINE_MS / 1_000} s`, late],
  ];
  for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
  if (phase !== "complete" || late > 0) process.exitCode = 1;
}

async function openPostgres() {
  const { startTestPostgres } = await tsImport(
    "../packages/storage/src/testing/postgres.ts",
    import.meta.url,
  );
  const server = await startTestPostgres();
  closers.push(() => server.dispose());
  const url = await server.createDatabase("scale");
  const pid = withArguments("/postgres", new URL(url).port);
  return { url, cpuSeconds: () => treeCpuSeconds(pid) };
}

/** A child with Node, ended with the run. */
function start(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...env },
  });
  closers.push(async () => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  });
  return child;
}

async function ask(url, method, body) {
  const answer = await fetch(url, {
    method,
    headers: { ...asAdministrator, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok)
    throw new Stop(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The longest delay of the hub's event loop since this was asked last. */
async function loopDelayMs(base) {
  const text = await (await fetch(`${base}/metrics`, { headers: asAdministrator })).text();
  return 1_000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? 0);
}

async function until(what, look) {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      if (await look()) return;
    } catch (error) {
      if (error instanceof Stop) throw error;
    }
    if (Date.now() > deadline) throw new Error(`Not within ${LIMIT_MS / 1_000} s: ${what}`);
    await pause(1_000);
  }
}
