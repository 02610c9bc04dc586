import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FleetStorage } from "@fleethub/control-plane";
import { PGlite } from "@electric-sql/pglite";
import { ChangeHints } from "../change-hints.js";
import { portsOver } from "../ports-over.js";
import { embeddedDatabase } from "./database.js";
import { migrateEmbedded } from "./migrate.js";
import { readTemplate } from "./template.js";

export interface EngineOptions {
  /** Data directory of the hub; the database lies in its `database` folder. */
  readonly directory: string;
  /** A packed data directory to start from. */
  readonly template: string;
}

export interface Engine {
  readonly ports: FleetStorage;
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
  return { ports: portsOver(embeddedDatabase(pglite), hints, close), close };
}
