// Heartbeats per second of processor time, and memory per connected agent. See README.md.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, pause } from "./measuring/ports.mjs";
import { cpuSeconds, residentKb } from "./measuring/processes.mjs";
import { administratorIn, asAdministrator } from "./administrator.mjs";

const MAIN = join(import.meta.dirname, "../apps/server/dist/cli/main.js");
const FLEETS = process.argv.slice(2).map(Number);
const HEARTBEAT_SECONDS = 1;
const SETTLE_MS = 10_000;
const MEASURE_MS = 20_000;
const CONNECT_LIMIT_MS = 120_000;

const rows = [];
for (const agents of FLEETS.length > 0 ? FLEETS : [1_000, 5_000]) rows.push(await measure(agents));

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}, embedded database\n`,
);
console.log(
  "| agents | heartbeats/s | heartbeats per CPU second | CPU of one core | memory per agent | hub, all connected |",
);
console.log("| ---: | ---: | ---: | ---: | ---: | ---: |");
for (const row of rows)
  console.log(
    `| ${row.agents} | ${row.rate.toFixed(0)} | ${row.perCpuSecond.toFixed(0)} | ${row.cpuPercent.toFixed(1)} % | ${row.kbPerAgent.toFixed(1)} KB | ${row.mb.toFixed(0)} MB |`,
  );

async function measure(agents) {
  const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-"));
  const ports = { agents: await freePort(), console: await freePort() };
  const hub = spawn(process.execPath, [MAIN, "serve"], {
    cwd: folder,
    stdio: "ignore",
    env: {
      ...process.env,
      FLEETHUB_AGENTS_HOST: "127.0.0.1",
      FLEETHUB_AGENTS_PORT: String(ports.agents),
      FLEETHUB_CONSOLE_PORT: String(ports.console),
      FLEETHUB_DATA_DIR: join(folder, "data"),
      FLEETHUB_LOG_LEVEL: "error",
      ...administratorIn(folder),
    },
  });
  const base = `http://127.0.0.1:${ports.console}`;
  let simulator;
  try {
    await until("the hub is ready", async () => (await fetch(`${base}/readyz`)).ok);
    await pause(3_000);
    const before = residentKb(hub.pid);
    simulator = spawn(
      process.execPath,
      [
        MAIN,
        "simulate",
        "--agents",
        String(agents),
        "--heartbeat-seconds",
        String(HEARTBEAT_SECONDS),
        "--endpoint",
        `ws://127.0.0.1:${ports.agents}/v1/opamp`,
      ],
      { cwd: folder, stdio: "ignore" },
    );
    await until(`${agents} agents are listed`, async () => {
      const answer = await fetch(`${base}/api/v1/agents?query=presence:connected&limit=1`, {
        headers: asAdministrator,
      });
      return (await answer.json()).total >= agents;
    });
    await pause(SETTLE_MS);
    const [cpu, messages, startedAt] = [
      cpuSeconds(hub.pid),
      await reports(base),
      performance.now(),
    ];
    await pause(MEASURE_MS);
    const seconds = (performance.now() - startedAt) / 1_000;
    const [cpuUsed, answered] = [cpuSeconds(hub.pid) - cpu, (await reports(base)) - messages];
    const resident = residentKb(hub.pid);
    return {
      agents,
      rate: answered / seconds,
      perCpuSecond: answered / cpuUsed,
      cpuPercent: (100 * cpuUsed) / seconds,
      kbPerAgent: (resident - before) / agents,
      mb: resident / 1_024,
    };
  } finally {
    for (const child of [simulator, hub]) await end(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reports answered since the start, from the hub's own counter. */
async function reports(base) {
  const text = await (await fetch(`${base}/metrics`, { headers: asAdministrator })).text();
  const lines = text.split("\n").filter((line) => line.startsWith("fleethub_reports_total"));
  if (lines.length === 0) throw new Error("the hub has no counter fleethub_reports_total");
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

async function end(child) {
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function until(what, look) {
  const deadline = Date.now() + CONNECT_LIMIT_MS;
  for (;;) {
    if (await look().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error(`Not within ${CONNECT_LIMIT_MS / 1_000} s: ${what}`);
    await pause(200);
  }
}
