import { startTestPostgres } from "../../packages/storage/src/testing/postgres.js";
import type { TestProject } from "vitest/node";
import { type Binaries, buildBinaries, hasGo } from "./binaries.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Null where Go is missing. */
    binaries: Binaries | null;
    /** A PostgreSQL server to make databases in; null where the run is on the embedded database. */
    postgresUrl: string | null;
  }
}

/**
 * Builds what is real and starts PostgreSQL (`FLEETHUB_E2E_DATABASE=postgres`), once per run. Without Go one
 * line says so and the journeys are skipped; `FLEETHUB_REQUIRE=go` makes that a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const binaries = realBinaries();
  project.provide("binaries", binaries);
  if (process.env["FLEETHUB_E2E_DATABASE"] !== "postgres") {
    project.provide("postgresUrl", null);
    return async () => {};
  }
  const server = await startTestPostgres();
  project.provide("postgresUrl", await server.createDatabase("journeys"));
  return () => server.dispose();
}

function realBinaries(): Binaries | null {
  if (hasGo()) return buildBinaries((line) => console.warn(line));
  if ((process.env["FLEETHUB_REQUIRE"] ?? "").split(",").includes("go"))
    throw new Error("Go is required (FLEETHUB_REQUIRE names it) and not on PATH.");
  console.warn("skipped: the journeys with a real Collector need Go 1.25 or newer on PATH");
  return null;
}
