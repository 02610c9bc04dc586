import type { TestProject } from "vitest/node";
import { type Binaries, buildBinaries, hasGo } from "./binaries.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Null where Go is missing. */
    binaries: Binaries | null;
  }
}

/** Builds what is real, once per run. Without Go one line says so; `FLEETHUB_REQUIRE=go` makes it a failure. */
export default function setup(project: TestProject): void {
  const required = (process.env["FLEETHUB_REQUIRE"] ?? "").split(",").includes("go");
  if (!hasGo()) {
    if (required) throw new Error("Go is required (FLEETHUB_REQUIRE names it) and not on PATH.");
    console.warn("skipped: the journeys with a real Collector need Go 1.25 or newer on PATH");
    project.provide("binaries", null);
    return;
  }
  project.provide(
    "binaries",
    buildBinaries((line) => console.warn(line)),
  );
}
