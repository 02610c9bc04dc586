import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

/** Every row of every table of a hub's data directory as text, bytes as UTF-8; no hub may hold the directory. */
export async function dumpTables(directory: string): Promise<ReadonlyMap<string, string>> {
  const pglite = await PGlite.create({ dataDir: join(directory, "database") });
  try {
    const names = await pglite.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
       from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const dump = new Map<string, string>();
    for (const { name } of names.rows) {
      const { rows } = await pglite.query<Record<string, unknown>>(`select * from ${name}`);
      dump.set(name, rows.map((row) => Object.values(row).map(cellText).join("\t")).join("\n"));
    }
    return dump;
  } finally {
    await pglite.close();
  }
}

function cellText(cell: unknown): string {
  if (cell instanceof Uint8Array) return new TextDecoder().decode(cell);
  return typeof cell === "string" ? cell : (JSON.stringify(cell, printable) ?? "");
}

const printable = (_key: string, value: unknown) =>
  typeof value === "bigint" ? value.toString() : value;
