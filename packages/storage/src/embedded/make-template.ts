/**
 * Packs a migrated, empty data directory: `node make-template.js [FILE]`. Does nothing where the file is
 * there and up to date. Part of this package's build.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migrateEmbedded } from "./migrate.js";
import { keyFileOf, TEMPLATE_FILE, templateKey } from "./template.js";

const file = process.argv[2] ?? TEMPLATE_FILE;
const key = templateKey();
const current =
  existsSync(file) && existsSync(keyFileOf(file)) && readFileSync(keyFileOf(file), "utf8") === key;
if (!current) {
  const pglite = await PGlite.create();
  await migrateEmbedded(pglite);
  const packed = await pglite.dumpDataDir("gzip");
  await pglite.close();
  await mkdir(dirname(file), { recursive: true });
  await place(file, new Uint8Array(await packed.arrayBuffer()));
  await place(keyFileOf(file), key);
}

/** Two builds at once may race; each rename leaves a whole file. */
async function place(target: string, content: Uint8Array | string): Promise<void> {
  const fresh = `${target}.${process.pid}`;
  await writeFile(fresh, content);
  await rename(fresh, target);
}
