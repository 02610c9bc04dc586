import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The folder of SQL files that ship with this package, the same for every database. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Changes whenever a migration is added. */
export function migrationsDigest(): string {
  const journal = readFileSync(join(MIGRATIONS_FOLDER, "meta", "_journal.json"), "utf8");
  const hash = createHash("sha256").update(journal);
  for (const { tag } of tagsOf(journal)) {
    hash.update(readFileSync(join(MIGRATIONS_FOLDER, `${tag}.sql`)));
  }
  return hash.digest("hex");
}

function tagsOf(journal: string): readonly { readonly tag: string }[] {
  const { entries } = JSON.parse(journal) as {
    readonly entries: readonly { readonly tag: string }[];
  };
  return entries;
}
