// What `.ci/run` runs: each suite with its budget in seconds on two cores, cold. `.ci/run NAME …` runs some of them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { root } from "./launch/run.mjs";

const chromium = process.env.FLEETHUB_CHROMIUM ?? "/usr/bin/chromium";
const pnpm = ["npx", "--yes", "pnpm@10.34.9"];

const suites = [
  { name: "tools", budget: 240, run: installTools },
  // The README's own command: installs the packages and runs every unit test.
  { name: "test", budget: 600, run: () => sh("npm", "test") },
  {
    name: "conformance",
    budget: 15,
    run: () => sh("node", "scripts/conformance/main.mjs", "--check"),
  },
  { name: "format", budget: 15, run: () => sh("npx", "biome", "format", ".") },
  { name: "lint", budget: 30, run: () => sh("npx", "oxlint", "--type-aware", "--deny-warnings") },
  {
    name: "boundaries",
    budget: 60,
    run: () => sh("npx", "depcruise", "--config", ".dependency-cruiser.cjs", "packages", "apps"),
  },
  {
    name: "build",
    budget: 180,
    run: () => sh(...pnpm, "exec", "turbo", "run", "build", "--output-logs=errors-only"),
  },
  {
    name: "types",
    budget: 120,
    run: () => sh(...pnpm, "exec", "turbo", "run", "typecheck", "--output-logs=errors-only"),
  },
  { name: "unused", budget: 30, run: () => sh("npx", "knip") },
  { name: "generated", budget: 60, run: () => sh("node", "scripts/check/generated.mjs") },
  { name: "declarations", budget: 30, run: () => sh("node", "scripts/check/declarations.mjs") },
  { name: "changesets", budget: 30, run: () => sh("node", "scripts/check/changesets.mjs") },
  { name: "dependencies", budget: 30, run: () => sh("node", "scripts/check/dependencies.mjs") },
  { name: "agreement with the real Collector", budget: 60, run: agreement },
  { name: "packages", budget: 300, run: () => sh("node", "scripts/check/packages.mjs") },
  { name: "fuzz", budget: 220, run: () => sh("npm", "run", "--silent", "fuzz") },
  { name: "interop", budget: 240, run: () => endToEnd("interop", "embedded") },
  { name: "journeys on PostgreSQL", budget: 1400, run: () => endToEnd("journeys", "postgres") },
  {
    name: "journeys on PGlite",
    budget: 240,
    run: () => endToEnd("journeys", "embedded", "change", "process"),
  },
  { name: "browser", budget: 600, run: () => endToEnd("browser", "embedded") },
];

const wanted = process.argv.slice(2);
const report = [];
for (const { name, budget, run } of suites) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  console.log(`\n=== ${name} ===`);
  const startedAt = performance.now();
  const code = run();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  report.push({ name, seconds, budget, code });
  if (code !== 0) break;
}

console.log("\n| suite | seconds | budget |\n| --- | ---: | ---: |");
for (const { name, seconds, budget, code } of report)
  console.log(
    `| ${name}${code === 0 ? "" : " FAILED"} | ${seconds}${seconds > budget ? " (over)" : ""} | ${budget} |`,
  );
const failed = report.filter(({ code }) => code !== 0).length;
console.log(`\n${report.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function sh(command, ...args) {
  return shWith({}, command, ...args);
}

function shWith(env, command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  if (error) console.error(error.message);
  return status ?? 1;
}

function installTools() {
  if (existsSync(chromium)) return 0;
  const apt = (...args) => shWith({ DEBIAN_FRONTEND: "noninteractive" }, "apt-get", "-q", ...args);
  return (
    apt("update") || apt("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation")
  );
}

/** Needs a folder of configurations with the real Collector's verdicts, which is not part of the repository. */
function agreement() {
  if (process.env.COLLECTOR_CORPUS) return sh("npm", "run", "--silent", "agreement");
  console.log("skipped: COLLECTOR_CORPUS names no folder");
  return 0;
}

function endToEnd(project, database, ...files) {
  return shWith(
    { FLEETHUB_E2E_DATABASE: database },
    "npx",
    "vitest",
    "run",
    "--config",
    "e2e/vitest.config.ts",
    "--project",
    project,
    ...files,
  );
}
