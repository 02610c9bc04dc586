import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** Version of the supervisor and of every Collector module. */
export const COLLECTOR_VERSION = "0.149.0";

const SUPERVISOR = "github.com/open-telemetry/opentelemetry-collector-contrib/cmd/opampsupervisor";
const BUILDER = "go.opentelemetry.io/collector/cmd/builder";
const manifest = readFileSync(join(import.meta.dirname, "manifest.yaml"), "utf8");

export interface Binaries {
  readonly supervisor: string;
  readonly collector: string;
}

/** True where a Go toolchain can build them. */
export function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the unmodified supervisor and a Collector from their published modules, once per manifest: about
 * 140 s cold on two cores. They stay in the {@link cacheFolder}.
 */
export function buildBinaries(say: (line: string) => void): Binaries {
  const key = createHash("sha256")
    .update(`${COLLECTOR_VERSION}\n${manifest}`)
    .digest("hex")
    .slice(0, 16);
  const folder = join(cacheFolder(), key);
  const binaries = {
    supervisor: join(folder, "opampsupervisor"),
    collector: join(folder, "otelcol-e2e"),
  };
  mkdirSync(folder, { recursive: true });
  if (!existsSync(binaries.supervisor)) {
    say("building opampsupervisor (about 40 s the first time)");
    inScratch((scratch) => {
      const go = (...args: string[]) => execFileSync("go", args, { cwd: scratch, stdio: "pipe" });
      // `go install` refuses a module with replace directives; a tool of an empty module is built as published.
      go("mod", "init", "fleethub.test/supervisor");
      go("get", "-tool", `${SUPERVISOR}@v${COLLECTOR_VERSION}`);
      go("build", "-ldflags=-s -w", "-o", join(scratch, "built"), SUPERVISOR);
      renameSync(join(scratch, "built"), binaries.supervisor);
    }, folder);
  }
  if (!existsSync(binaries.collector)) {
    say("building the Collector (about 100 s the first time)");
    inScratch((scratch) => {
      const env = { ...process.env, GOBIN: scratch, CGO_ENABLED: "0" };
      execFileSync("go", ["install", `${BUILDER}@v${COLLECTOR_VERSION}`], { env, stdio: "pipe" });
      writeFileSync(join(scratch, "manifest.yaml"), manifest);
      execFileSync(join(scratch, "builder"), ["--config", "manifest.yaml"], {
        cwd: scratch,
        env,
        stdio: "pipe",
      });
      renameSync(join(scratch, "out", "otelcol-e2e"), binaries.collector);
    }, folder);
  }
  return binaries;
}

/** Where built programs are kept between runs, outside the work tree; `FLEETHUB_E2E_CACHE` moves it. */
export function cacheFolder(): string {
  return (
    process.env["FLEETHUB_E2E_CACHE"] ??
    join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "fleethub-e2e")
  );
}

/** A throw-away folder beside the cache, so that the last rename stays on one file system. */
function inScratch(work: (scratch: string) => void, beside = tmpdir()): void {
  const scratch = mkdtempSync(join(beside, "build-"));
  try {
    work(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
