import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { migrationsDigest } from "../database/migrations.js";

/**
 * A new data directory with the schema in it, packed when this package is built: unpacking it is several
 * times faster than `initdb` and needs half the memory. Beside it lies its key.
 */
export const TEMPLATE_FILE = fileURLToPath(new URL("../../dist/template.tar.gz", import.meta.url));

/** Where the key of a template lies. */
export const keyFileOf = (template: string): string => `${template}.key`;

/** Changes with the engine and with every migration: a template with another key is not used. */
export function templateKey(): string {
  // The engine exports no package.json, so its version is read from the file beside its entry.
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const engine = readFileSync(new URL("../package.json", `file://${entry}`), "utf8");
  return createHash("sha256").update(engine).update(migrationsDigest()).digest("hex");
}

/** The packed directory; null where it is missing or from another version, so that `initdb` has to do. */
export async function readTemplate(file: string): Promise<Blob | null> {
  try {
    const key = await readFile(keyFileOf(file), "utf8");
    if (key.trim() !== templateKey()) return null;
    return new Blob([await readFile(file)]);
  } catch {
    return null;
  }
}
