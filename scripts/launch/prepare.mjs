import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const NODE_MIN = [20, 19];
const stamps = join(root, "node_modules", ".fleethub");

/** What `npm start` runs; the last product of a build. */
export const serverMain = join(root, "apps", "server", "dist", "cli", "main.js");

/** Ends the process with a clear line on a Node that is too old. */
export function requireNode(say) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  say(`Fleet Hub needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}.`);
  say("Install a current Node from https://nodejs.org and run the command again.");
  process.exit(1);
}

/** Installs the pinned packages, unless exactly these are installed already. */
export async function install(say) {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"];
  const wanted = digest(files.map((file) => readFileSync(join(root, file))));
  if (readStamp("install") === wanted) return;
  await step(say, "Installing packages (about 30 s the first time)", "install", wanted, () =>
    pnpm(["install", "--frozen-lockfile", "--prefer-offline"]),
  );
}

/** Builds what the server needs, unless no source has changed since the last build. */
export async function build(say) {
  const wanted = digest([sourceState()]);
  if (readStamp("build") === wanted && existsSync(serverMain)) return;
  await step(
    say,
    "Building the hub and its console (about 40 s the first time)",
    "build",
    wanted,
    () =>
      pnpm([
        "exec",
        "turbo",
        "run",
        "build",
        "--filter=@fleethub/server...",
        "--output-logs=errors-only",
      ]),
  );
}

async function step(say, title, name, stamp, work) {
  say(`${title} …`);
  rmSync(join(stamps, name), { force: true });
  const startedAt = performance.now();
  const { code, output } = await work();
  if (code !== 0) {
    say(output.trimEnd());
    say(`${title.split(" (")[0]} failed. ${remedy(output)}`);
    process.exit(1);
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), stamp);
  say(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function remedy(output) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT/.test(output))
    return "The package registry could not be reached: check the network or the proxy settings of npm, then try again.";
  if (/ENOSPC/.test(output)) return "The disk is full: free about 2 GB, then try again.";
  if (/EACCES|EPERM/.test(output))
    return "A file could not be written: make this folder and npm's cache belong to the current user.";
  if (/FROZEN_LOCKFILE|OUTDATED_LOCKFILE/.test(output))
    return "A package.json and pnpm-lock.yaml disagree: run `npx pnpm@10.34.9 install` and commit the lock file.";
  return "The lines above say why.";
}

/** pnpm at the pinned version, through the npm that runs this script. */
function pnpm(argv) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const npm = process.env.npm_execpath;
  const exec = ["exec", "--yes", `--package=${packageManager}`, "--", "pnpm", ...argv];
  const env = { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1", CI: "1" };
  if (npm && /\.c?js$/.test(npm)) return run(process.execPath, [npm, ...exec], { env });
  return run(process.platform === "win32" ? "npm.cmd" : "npm", exec, { env });
}

function readStamp(name) {
  try {
    return readFileSync(join(stamps, name), "utf8");
  } catch {
    return null;
  }
}

function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/** Paths, sizes and times of everything that a build reads. */
function sourceState() {
  const skipped = new Set([
    "node_modules",
    "dist",
    "out",
    ".next",
    ".turbo",
    "testdata",
    "test",
    "next-env.d.ts",
  ]);
  const lines = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else {
        const { size, mtimeMs } = statSync(join(root, path));
        lines.push(`${path} ${size} ${mtimeMs}`);
      }
    }
  };
  for (const folder of ["packages", "apps"]) walk(folder);
  return lines.sort().join("\n");
}
