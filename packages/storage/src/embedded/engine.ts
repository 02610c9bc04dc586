import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FleetStorage } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import { PGlite } from "@electric-sql/pglite";
import { ChangeHints } from "../change-hints.js";
import type { StoredTelemetry } from "../database/stored-telemetry.js";
import { portsOver } from "../ports-over.js";
import { readTelemetry } from "../read/telemetry-reader.js";
import { embeddedDatabase } from "./database.js";
import { chainEarlierEntries } from "../write/chain-earlier-entries.js";
import { migrateEmbedded } from "./migrate.js";
import { readTemplate } from "./template.js";

export interface EngineOptions {
  /** Data directory of the hub; the database lies in its `database` folder. */
  readonly directory: string;
  /** A packed data directory to start from. */
  readonly template: string;
}

/** The ports as the other thread calls them: points of own telemetry cross packed, both ways. */
export interface CrossingPorts extends Omit<FleetStorage, "telemetry"> {
  readonly telemetry: {
    of(agents: readonly AgentId[]): Promise<readonly StoredTelemetry[]>;
  };
}

export interface Engine {
  readonly ports: CrossingPorts;
  close(): Promise<void>;
}

/**
 * Opens the database in this thread. A directory whose first start was cut short is begun anew: nothing
 * was acknowledged before that start was complete.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const database = join(options.directory, "database");
  const preparing = join(options.directory, "preparing");
  await mkdir(options.directory, { recursive: true });
  if (existsSync(preparing)) await rm(database, { recursive: true, force: true });
  const first = !existsSync(database);
  if (first) await writeFile(preparing, "");
  const template = first ? await readTemplate(options.template) : null;
  const pglite = await PGlite.create({
    dataDir: database,
    ...(template === null ? {} : { loadDataDir: template }),
  });
  await migrateEmbedded(pglite);
  await rm(preparing, { force: true });
  // Whoever held the directory before is dead: nobody else can hold it now.
  await pglite.query("delete from hub_leases");
  const hints = new ChangeHints();
  const close = () => pglite.close();
  const sql = embeddedDatabase(pglite);
  await chainEarlierEntries(sql);
  const telemetry = { of: (agents: readonly AgentId[]) => readTelemetry(sql, agents) };
  return { ports: { ...portsOver(sql, hints, close), telemetry }, close };
}
