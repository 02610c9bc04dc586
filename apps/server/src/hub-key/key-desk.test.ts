import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "@fleethub/control-plane";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKeyDesk } from "./key-desk.js";
import { openKeySource } from "./key-source.js";
import { openHubKey } from "./open-hub-key.js";

const ADA: Actor = { kind: "operator", id: "ada", via: "api", requestId: "r1" };
const NEWEST = { limit: 5, cursor: null } as const;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-desk-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open() {
  const source = openKeySource({ key: null, keyFile: null, dataDir: folder, databaseUrl: null });
  const storage = createMemoryStorage();
  const hubKey = await openHubKey(source, storage);
  return { source, storage, hubKey };
}

test("a rotation is in the audit before anything is wrapped anew, and what became of it follows", async () => {
  const { source, storage, hubKey } = await open();
  const acts = async () => (await storage.audit.list({ text: "" }, NEWEST)).items;
  const seen: (readonly string[])[] = [];
  const sealed = {
    ...storage.sealed,
    async replace(cells: Parameters<typeof storage.sealed.replace>[0]) {
      seen.push((await acts()).map(({ action }) => action));
      return storage.sealed.replace(cells);
    },
  };
  const desk = createKeyDesk(source, hubKey, { sealed, store: storage.store });
  expect(await desk.rotate(ADA, 1)).toMatchObject({ kind: "done", rewrapped: 1 });
  expect(seen).toEqual([["rotate-hub-key"]]);
  const [ended, begun] = await acts();
  expect([ended?.action, begun?.action]).toEqual(["hub-key-rotated", "rotate-hub-key"]);
  expect(ended?.follows).toBe(begun?.id);
});

test("a rotation that cannot be written down does not begin", async () => {
  const { source, storage, hubKey } = await open();
  const key = source?.keys()[0].id;
  const store = {
    ...storage.store,
    commit: () => Promise.reject(new Error("the store is away")),
  };
  const desk = createKeyDesk(source, hubKey, { sealed: storage.sealed, store });
  await expect(desk.rotate(ADA, 1)).rejects.toThrow("the store is away");
  expect(source?.keys().map(({ id }) => id)).toEqual([key]);
});
