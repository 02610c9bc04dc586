import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { cacheFolder, hasGo } from "../real/binaries.js";

declare module "vitest" {
  interface ProvidedContext {
    /** opamp-go as a program; null where Go is missing. */
    opampGo: string | null;
    /** Folder in which Elastic's distribution for Node is installed; null where it could not be. */
    elasticDistribution: string | null;
    /** The interpreter that has the Python client of OpenTelemetry; null where there is none. */
    pythonWithClient: string | null;
  }
}

const source = join(import.meta.dirname, "go");
const elastic = join(import.meta.dirname, "elastic");
const python = join(import.meta.dirname, "python");

/** Gets the peers ready; that Go is missing is said by the setup of the real Collector. */
export default function setup(project: TestProject): void {
  project.provide("opampGo", hasGo() ? buildGoProgram() : null);
  project.provide("elasticDistribution", installElastic());
  project.provide("pythonWithClient", installPythonClient());
}

/**
 * Installs Elastic's distribution as its lock file says, into the cache, once per lock file: 84 MB, which
 * nobody needs to work on the product. Answers where it is.
 */
function installElastic(): string | null {
  const files = ["package.json", "package-lock.json"];
  const folder = join(cacheFolder(), "interop", `elastic-${digestOf(elastic, files)}`);
  if (existsSync(join(folder, "node_modules"))) return folder;
  console.warn("installing Elastic's distribution for Node (about 30 s the first time)");
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  for (const file of files) copyFileSync(join(elastic, file), join(scratch, file));
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: scratch,
      stdio: "pipe",
    });
    renameSync(scratch, folder);
    return folder;
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (isRequired("npm")) throw error;
    console.warn("skipped: Elastic's distribution for Node, which npm cannot install here");
    return null;
  }
}

/** Installs the Python client as its requirements say, into the cache; answers the interpreter that has it. */
function installPythonClient(): string | null {
  const folder = join(cacheFolder(), "interop", `python-${digestOf(python, ["requirements.txt"])}`);
  const done = join(folder, "installed");
  const interpreter = join(folder, "bin", "python");
  if (existsSync(done)) return interpreter;
  console.warn("installing the Python client of OpenTelemetry (about 15 s the first time)");
  try {
    execFileSync("python3", ["-m", "venv", "--clear", folder], { stdio: "pipe" });
    const requirements = join(python, "requirements.txt");
    const args = ["-m", "pip", "install", "--quiet", "--only-binary=:all:", "-r", requirements];
    execFileSync(interpreter, args, { stdio: "pipe" });
    writeFileSync(done, "");
    return interpreter;
  } catch (error) {
    if (isRequired("python")) throw error;
    console.warn("skipped: the Python client, which needs python3 with venv and pip");
    return null;
  }
}

const isRequired = (what: string): boolean =>
  (process.env["FLEETHUB_REQUIRE"] ?? "").split(",").includes(what);

function digestOf(folder: string, names: readonly string[]): string {
  const digest = createHash("sha256");
  for (const name of names) digest.update(readFileSync(join(folder, name)));
  return digest.digest("hex").slice(0, 16);
}

/** Builds the program of `interop/go` into the cache, once per text of it; answers where it is. */
function buildGoProgram(): string {
  const folder = join(cacheFolder(), "interop");
  const program = join(folder, `opamp-go-${digestOf(source, readdirSync(source).sort())}`);
  if (existsSync(program)) return program;
  console.warn("building opamp-go's client and server (about 10 s the first time)");
  mkdirSync(folder, { recursive: true });
  const built = `${program}.${process.pid}`;
  execFileSync("go", ["build", "-ldflags=-s -w", "-o", built, "."], { cwd: source, stdio: "pipe" });
  renameSync(built, program);
  return program;
}
