import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedStorage } from "../embedded/open.js";
import type { Storage } from "../storage.js";
import { testTemplate } from "./template.js";

/** An empty embedded storage in a directory of its own; `close` removes both. */
export async function openTestStorage(): Promise<Storage> {
  const directory = await mkdtemp(join(tmpdir(), "fleethub-storage-"));
  const template = await testTemplate();
  const { storage, problem } = await openEmbeddedStorage({ directory, owner: "test", template });
  if (problem !== undefined) throw new Error(`${problem.message} ${problem.remedy}`);
  const close = async () => {
    await storage.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...storage, store: { ...storage.store, close }, close };
}
