import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { MIGRATIONS_FOLDER } from "../database/migrations.js";

/** The last schema before there were people, and the audit was a chain. */
const EARLIER_SCHEMA = "0005_connection_settings";

const ROWS = new URL("./earlier-hub.sql", import.meta.url);

/** Makes the data directory of a hub from before there were people: two agents, a configuration, four audit entries. */
export async function makeEarlierDirectory(directory: string): Promise<void> {
  const migrationsFolder = await mkdtemp(join(tmpdir(), "fleethub-migrations-"));
  await cp(MIGRATIONS_FOLDER, migrationsFolder, { recursive: true });
  const file = join(migrationsFolder, "meta", "_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex(({ tag }) => tag === EARLIER_SCHEMA);
  const entries = journal.entries.slice(0, last + 1);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  const pglite = await PGlite.create({ dataDir: join(directory, "database") });
  await migrate(drizzle(pglite), { migrationsFolder });
  await pglite.exec(await readFile(ROWS, "utf8"));
  await pglite.close();
  await rm(migrationsFolder, { recursive: true });
}
