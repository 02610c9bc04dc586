import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeySource, openKeySource } from "./key-source.js";
import { keyText, makeKey, readKeys } from "./key-text.js";
import { openHubKey } from "./open-hub-key.js";
import { countSealed, rotateKey } from "./rotate.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-rotate-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SECRETS = 450;

const read = (source: KeySource | null): KeySource => {
  if (source === null) throw new Error("There is no key.");
  return source;
};
const embedded = () =>
  read(openKeySource({ key: null, keyFile: null, dataDir: folder, databaseUrl: null }));
const given = (keyFile: string) =>
  read(openKeySource({ key: null, keyFile, dataDir: folder, databaseUrl: null }));

/** A store with secrets, as a hub with this key sealed them. */
async function filled(source: KeySource) {
  const storage = createMemoryStorage();
  const hubKey = await openHubKey(source, storage);
  if (hubKey.kind === "none") throw new Error(hubKey.detail);
  const writes = Array.from({ length: SECRETS }, (_, index) => {
    const name = `secret-${index}`;
    const at = { valueChangedAt: 0, createdAt: 0, changedAt: 0, createdBy: "ada" };
    const secret = { name, description: "", reach: null, value: `v${index}`, version: 1, ...at };
    const sealed = hubKey.seal.seal(name, new TextEncoder().encode(`value of ${name}`));
    const value = { id: `v${index}`, secret: name, sealed, createdAt: 0 };
    return { kind: "add-secret", secret, value } as const;
  });
  await storage.store.commit({ writes });
  return { storage, hubKey };
}

async function expectReadable(storage: ReturnType<typeof createMemoryStorage>, source: KeySource) {
  const hubKey = await openHubKey(source, storage);
  if (hubKey.kind === "none") throw new Error(hubKey.detail);
  for (const { secret, sealed } of await storage.secrets.values()) {
    const opened = hubKey.seal.open(secret, sealed);
    expect(opened === null ? null : new TextDecoder().decode(opened)).toBe(`value of ${secret}`);
  }
  return hubKey;
}

test("everything is wrapped anew under a fresh key, which then stands alone", async () => {
  const source = embedded();
  const { storage, hubKey } = await filled(source);
  const before = source.keys()[0].id;
  const rotation = await rotateKey(source, storage.sealed);
  expect(rotation).toMatchObject({ kind: "done", rewrapped: SECRETS + 1 });
  const [now, ...former] = source.keys();
  expect(now.id).not.toBe(before);
  expect(former).toEqual([]);
  expect(await countSealed(storage.sealed, now.id)).toEqual({
    sealed: SECRETS + 1,
    underFormerKeys: 0,
  });
  const after = await expectReadable(storage, embedded());
  expect(after.derive("x")).toEqual(hubKey.derive("x"));
  // The hub that was running meanwhile goes on.
  const [value] = await storage.secrets.values();
  if (value === undefined) throw new Error("There is no value.");
  expect(hubKey.seal.open(value.secret, value.sealed)).not.toBeNull();
});

test("a rotation that is interrupted anywhere leaves everything readable, and is finished by the next", async () => {
  for (const writesMax of [0, 1, 2]) {
    const source = embedded();
    const { storage } = await filled(source);
    let writes = 0;
    const breaking = {
      ...storage.sealed,
      replace(cells: Parameters<typeof storage.sealed.replace>[0]) {
        writes += 1;
        if (writes > writesMax) throw new Error("the process ended");
        return storage.sealed.replace(cells);
      },
    };
    await expect(rotateKey(source, breaking)).rejects.toThrow("the process ended");
    const again = embedded();
    expect(again.keys()).toHaveLength(2);
    await expectReadable(storage, again);
    const fresh = again.keys()[0].id;
    expect(await rotateKey(again, storage.sealed)).toMatchObject({ kind: "done", id: fresh });
    expect(again.keys().map(({ id }) => id)).toEqual([fresh]);
    await expectReadable(storage, embedded());
  }
});

test("a key that an operator gave is exchanged by him: the new one in front, then rotate, then the old one away", async () => {
  const file = join(folder, "given.key");
  const [old, next] = [makeKey(), makeKey()];
  writeFileSync(file, keyText(old));
  const source = given(file);
  const { storage } = await filled(source);
  const refused = await rotateKey(source, storage.sealed);
  expect(refused).toMatchObject({ kind: "refused" });
  expect(refused.kind === "refused" && refused.detail).toContain("openssl rand -base64 32");
  writeFileSync(file, `${keyText(next)}\n${keyText(old)}\n`);
  const both = given(file);
  expect(await rotateKey(both, storage.sealed)).toMatchObject({ kind: "done", id: next.id });
  const kept = readKeys(readFileSync(file, "utf8"));
  expect(kept.ok && kept.keys.length).toBe(2);
  writeFileSync(file, keyText(next));
  await expectReadable(storage, given(file));
});

test("what is sealed under a key that nobody has is said, and nothing is lost", async () => {
  const source = embedded();
  const { storage } = await filled(source);
  const { storage: other } = await filled(
    read(openKeySource({ key: keyText(makeKey()), keyFile: null, dataDir: "", databaseUrl: null })),
  );
  const [foreign] = await other.secrets.values();
  if (foreign === undefined) throw new Error("There is no value.");
  const at = { valueChangedAt: 0, createdAt: 0, changedAt: 0, createdBy: "ada" };
  const secret = { name: "foreign", description: "", reach: null, value: "f", version: 1, ...at };
  const value = { ...foreign, id: "f", secret: "foreign" };
  await storage.store.commit({ writes: [{ kind: "add-secret", secret, value }] });
  const refused = await rotateKey(source, storage.sealed);
  expect(refused.kind === "refused" && refused.detail).toMatch(/^1 sealed things are under a key/);
  expect(source.keys()).toHaveLength(2);
});

test("a hub whose store has secrets does not start without their key", async () => {
  const source = embedded();
  const { storage } = await filled(source);
  await expect(openHubKey(null, storage)).rejects.toThrow("does not start");
  const file = join(folder, "other.key");
  writeFileSync(file, keyText(makeKey()));
  await expect(openHubKey(given(file), storage)).rejects.toThrow(source.keys()[0].id);
});
