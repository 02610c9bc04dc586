// Packs every published package, checks the tarballs, installs them with npm in an empty folder as a stranger
// would, runs every README example there and starts the hub.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../launch/free-port.mjs";
import { root } from "../launch/run.mjs";
import { examplesOf, runExample } from "./packages/examples.mjs";
import { otherNodes } from "./packages/nodes.mjs";
import { checkPlatform } from "./packages/platform.mjs";
import { checkSizes } from "./packages/sizes.mjs";

/** What pages ask a reader to install beside our packages. */
const BESIDE = ["ws@8", "hono@4", "@hono/node-server@2"];
const START_LIMIT_MS = 60_000;

const scratch = mkdtempSync(join(tmpdir(), "fleethub-pack-"));
const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const packages = publishedPackages();
  const tarballs = packages.map(pack);
  checkTarballs(packages, tarballs);
  const home = install(tarballs);
  for (const { folder, name } of packages) await runExamples(home, name, join(folder, "README.md"));
  const opamp = join(root, "packages/opamp/README.md");
  const embedding = join(root, "docs/embedding.md");
  checkPlatform(home);
  await checkSizes(home, readFileSync(opamp, "utf8"));
  await runExamples(home, "embedding", embedding);
  for (const { version, node } of otherNodes()) {
    await runExamples(home, `opamp on Node ${version}`, opamp, node);
    await runExamples(home, `embedding on Node ${version}`, embedding, node);
  }
  await startHub(home);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function publishedPackages() {
  return ["packages", "apps"]
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
    .map((folder) => ({
      folder,
      ...JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
    }))
    .filter((manifest) => !manifest.private);
}

function pack({ folder, name }) {
  const output = run(
    folder,
    "npx",
    "--yes",
    "pnpm@10.34.9",
    "pack",
    "--json",
    "--pack-destination",
    scratch,
  );
  const { filename } = JSON.parse(output.slice(output.indexOf("{")));
  console.log(`packed ${name}`);
  return filename;
}

function checkTarballs(packages, tarballs) {
  for (const [index, tarball] of tarballs.entries()) {
    const { name, scripts } = packages[index];
    for (const hook of ["preinstall", "install", "postinstall"])
      if (scripts?.[hook]) throw new Error(`${name} has a ${hook} script`);
    run(root, "npx", "publint", "--strict", tarball);
    run(root, "npx", "attw", "--profile", "esm-only", tarball);
    console.log(`publint and arethetypeswrong agree with ${name}`);
  }
}

function install(tarballs) {
  const home = join(scratch, "stranger");
  mkdirSync(home);
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ name: "stranger", private: true, type: "module" }),
  );
  run(home, "npm", "install", "--no-audit", "--no-fund", "--omit=dev", ...tarballs, ...BESIDE);
  console.log(`installed ${tarballs.length} tarballs with npm`);
  return home;
}

/** Every fenced `js` block of a page. */
async function runExamples(home, what, page, node) {
  const examples = examplesOf(readFileSync(page, "utf8"));
  if (examples.length === 0) throw new Error(`${what}: ${page} has no example`);
  for (const [index, example] of examples.entries())
    await runExample(example, { home, name: `${what.replace(/\W+/g, "-")}-${index + 1}`, node });
  console.log(`${what}: ${examples.length} example${examples.length === 1 ? "" : "s"} ran`);
}

async function startHub(home) {
  const [agents, console_] = [await freePort(), await freePort()];
  // The hub refuses a FLEETHUB_ name that is no setting, such as those of the test suites.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("FLEETHUB_"));
  const env = {
    ...Object.fromEntries(others),
    FLEETHUB_AGENTS_PORT: String(agents),
    FLEETHUB_CONSOLE_PORT: String(console_),
  };
  const hub = spawn(
    process.execPath,
    [join(home, "node_modules", "@fleethub", "server", "dist", "cli", "main.js"), "serve"],
    {
      cwd: home,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [hub.stdout, hub.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise((resolve) => hub.on("exit", resolve));
  const deadline = Date.now() + START_LIMIT_MS;
  const base = `http://127.0.0.1:${console_}`;
  while (!(await ok(`${base}/readyz`))) {
    if (Date.now() > deadline || hub.exitCode !== null) {
      hub.kill("SIGKILL");
      throw new Error(`the installed hub did not become ready:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const page = await (await fetch(`${base}/agents`)).text();
  if (!page.includes("Fleet Hub")) throw new Error("the installed hub serves no console");
  hub.kill("SIGTERM");
  const code = await ended;
  if (code !== 0) throw new Error(`the installed hub ended with ${code}:\n${output}`);
  run(home, "npx", "--no", "fleethub", "--help");
  console.log("the installed hub starts, serves its console and drains");
}

async function ok(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
