import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type { Sql } from "postgres";
import { MIGRATIONS_FOLDER } from "../database/migrations.js";
import type { OpenProblem } from "../storage.js";
import { chainEarlierEntries } from "../write/chain-earlier-entries.js";
import { unguardedDatabase } from "./database.js";
import { SERVER_VERSION_MIN } from "./settings.js";

/** Key of the advisory lock that one migrating process holds. */
const MIGRATION_LOCK = "4850151801423163392";

/** How long to wait for another process that migrates. */
export const MIGRATION_WAIT_MS = 120_000;

/**
 * Brings the schema and what it holds up to date over a client of one connection, however long that takes. Several processes may do so at once: one
 * migrates, the others wait and find it done.
 */
export async function prepareDatabase(sql: Sql): Promise<OpenProblem | null> {
  const [server] = await sql.unsafe<{ version: string; encoding: string }[]>(
    `select current_setting('server_version_num') as version,
       current_setting('server_encoding') as encoding`,
  );
  if (server === undefined || Number(server.version) < SERVER_VERSION_MIN) {
    return {
      code: "unsuitable",
      message: `The server is PostgreSQL ${versionName(server?.version)}; version 15 or later is needed.`,
      remedy: "Upgrade the server, or name another one in DATABASE_URL.",
    };
  }
  if (server.encoding !== "UTF8") {
    return {
      code: "unsuitable",
      message: `The database is encoded in ${server.encoding}; UTF8 is needed.`,
      remedy: "Create a database with: createdb --encoding=UTF8 --template=template0 fleethub",
    };
  }
  await sql.unsafe(`set lock_timeout = ${MIGRATION_WAIT_MS}`);
  await sql.unsafe(`select pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
    await chainEarlierEntries(unguardedDatabase(() => sql));
  } finally {
    await sql.unsafe(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
  }
  return null;
}

function versionName(versionNumber: string | undefined): string {
  const major = Math.floor(Number(versionNumber) / 10_000);
  return Number.isNaN(major) ? "of unknown version" : String(major);
}
