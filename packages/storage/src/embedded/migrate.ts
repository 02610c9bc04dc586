import type { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { MIGRATIONS_FOLDER } from "../database/migrations.js";

/** Brings the schema up to date. */
export async function migrateEmbedded(pglite: PGlite): Promise<void> {
  await migrate(drizzle(pglite), { migrationsFolder: MIGRATIONS_FOLDER });
}
