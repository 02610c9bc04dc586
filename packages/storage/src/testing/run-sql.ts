import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";

/** Runs a statement behind the back of every hub: in the data directory that nobody has open, or at this address. */
export async function runSql(
  where: { readonly directory: string } | { readonly url: string },
  statement: string,
): Promise<void> {
  if ("url" in where) {
    const sql = postgres(where.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement);
    await sql.end();
    return;
  }
  const pglite = await PGlite.create({ dataDir: join(where.directory, "database") });
  await pglite.exec(statement);
  await pglite.close();
}
