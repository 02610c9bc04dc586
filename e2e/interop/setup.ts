import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { cacheFolder, hasGo } from "../real/binaries.js";

declare module "vitest" {
  interface ProvidedContext {
    /** opamp-go as a program; null where Go is missing. */
    opampGo: string | null;
  }
}

const source = join(import.meta.dirname, "go");

/** Builds opamp-go's client and server; that Go is missing is said by the setup of the real Collector. */
export default function setup(project: TestProject): void {
  project.provide("opampGo", hasGo() ? buildGoProgram() : null);
}

/** Builds the program of `interop/go` into the cache, once per text of it; answers where it is. */
function buildGoProgram(): string {
  const digest = createHash("sha256");
  for (const name of readdirSync(source).sort()) digest.update(readFileSync(join(source, name)));
  const folder = join(cacheFolder(), "interop");
  const program = join(folder, digest.digest("hex").slice(0, 16));
  if (existsSync(program)) return program;
  console.warn("building opamp-go's client and server (about 10 s the first time)");
  mkdirSync(folder, { recursive: true });
  const built = `${program}.${process.pid}`;
  execFileSync("go", ["build", "-ldflags=-s -w", "-o", built, "."], { cwd: source, stdio: "pipe" });
  renameSync(built, program);
  return program;
}
