// Builds the Go programs of the bench from their sources, once for each state of them, outside the work tree.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const SOURCES = join(import.meta.dirname, "go");

/** Paths of the load generator and of the server on opamp-go, and the version of Go. */
export function buildPrograms() {
  const version = goVersion();
  const names = readdirSync(SOURCES, { recursive: true })
    .filter((name) => /\.go$|^go\.(mod|sum)$/.test(name))
    .sort();
  const digest = createHash("sha256").update(version);
  for (const name of names) digest.update(`${name}\n`).update(readFileSync(join(SOURCES, name)));
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "fleethub-bench", digest.digest("hex").slice(0, 16));
  const programs = { load: join(folder, "load"), reference: join(folder, "reference") };
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(programs)) {
    if (existsSync(path)) continue;
    console.error(`building ${name} (seconds, the first time a minute)`);
    const env = { ...process.env, CGO_ENABLED: "0" };
    const args = ["build", "-trimpath", "-o", `${path}.new`, `./${name}`];
    execFileSync("go", args, { cwd: SOURCES, env, stdio: ["ignore", "ignore", "inherit"] });
    renameSync(`${path}.new`, path);
  }
  return { ...programs, version, opampGo: moduleVersion() };
}

function goVersion() {
  try {
    return execFileSync("go", ["env", "GOVERSION"], { cwd: SOURCES, encoding: "utf8" }).trim();
  } catch {
    throw new Error("This bench needs Go 1.24 or later on PATH: its load generator is in Go.");
  }
}

const moduleVersion = () =>
  /opamp-go (v\S+)/.exec(readFileSync(join(SOURCES, "go.mod"), "utf8"))?.[1];
