import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { embeddedDatabase } from "../embedded/database.js";
import { lockDirectory } from "../embedded/lock.js";
import { taken, unusable } from "../embedded/open.js";
import type { OpenedDatabase } from "./opened-database.js";

/** A copy of the embedded database in this directory, which is removed when it is closed. */
export async function openDirectory(named: string): Promise<OpenedDatabase> {
  const directory = resolve(named);
  const database = join(directory, "database");
  if (!existsSync(database) || existsSync(join(directory, "preparing"))) {
    return {
      problem: {
        code: "directory-unusable",
        message: `There is no hub's data in the directory ${directory}.`,
        remedy: "Name the data directory of a hub, which has a folder named database.",
      },
    };
  }
  let copy: string | undefined;
  const remove = async () => {
    if (copy !== undefined) await rm(copy, { recursive: true, force: true });
  };
  try {
    const locked = await lockDirectory(directory);
    if (locked.kind === "taken") return { problem: taken(directory, locked.processId) };
    try {
      copy = await mkdtemp(join(tmpdir(), "fleethub-record-"));
      await cp(database, copy, { recursive: true });
    } finally {
      await locked.lock.release();
    }
    const pglite = await PGlite.create({ dataDir: copy });
    const close = () => pglite.close().finally(remove);
    const place = `embedded database in ${directory}`;
    return { read: { database: embeddedDatabase(pglite), place, close } };
  } catch (error) {
    await remove();
    return { problem: unusable(directory, error) };
  }
}
