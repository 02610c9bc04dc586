import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HubKey } from "@fleethub/control-plane";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ServerError } from "../server-error.js";
import { keyIdOf, openWith, rewrapWith, sealWith } from "./envelope.js";
import { openKeySource } from "./key-source.js";
import { HUB_KEYS_MAX, keyText, makeKey, readKeys } from "./key-text.js";
import { openHubKey } from "./open-hub-key.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-key-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (read: Uint8Array | null) => (read === null ? null : new TextDecoder().decode(read));
const none = { key: null, keyFile: null, dataDir: "", databaseUrl: null };

function held(hubKey: HubKey) {
  if (hubKey.kind !== "held") throw new Error(hubKey.detail);
  return hubKey;
}

test("what is sealed opens with its key for its purpose, and nothing else does", () => {
  const key = makeKey();
  const sealed = sealWith(key, "secret a", bytes("hello"));
  expect(text(openWith(key, "secret a", sealed))).toBe("hello");
  expect(openWith(key, "secret b", sealed)).toBeNull();
  expect(openWith(makeKey(), "secret a", sealed)).toBeNull();
  expect(keyIdOf(sealed)).toBe(key.id);
  expect(keyIdOf(bytes("no sealed bytes"))).toBeNull();
  expect(sealWith(key, "secret a", bytes("hello"))).not.toEqual(sealed);
});

test("a changed byte anywhere is found", () => {
  const key = makeKey();
  const sealed = sealWith(key, "p", bytes("hello"));
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(openWith(key, "p", changed)).toBeNull();
    }),
    { seed: 20261123, numRuns: 200 },
  );
});

test("rewrapping keeps the content and changes the key", () => {
  const [from, to] = [makeKey(), makeKey()];
  const sealed = sealWith(from, "p", bytes("hello"));
  const again = rewrapWith(from, to, sealed);
  if (again === null) throw new Error("not rewrapped");
  expect(text(openWith(to, "p", again))).toBe("hello");
  expect(openWith(from, "p", again)).toBeNull();
  expect(rewrapWith(makeKey(), to, sealed)).toBeNull();
});

test("a text of keys is read, and what is none is refused with the way to make one", () => {
  const [a, b] = [makeKey(), makeKey()];
  const read = readKeys(`# why\n${keyText(a)}\n\n${keyText(b)} ${keyText(a)}\n`);
  expect(read.ok && read.keys.map(({ id }) => id)).toEqual([a.id, b.id]);
  for (const wrong of ["", "# only\n", "short", keyText(a).slice(4), `${keyText(a)}x`]) {
    expect(readKeys(wrong), wrong).toMatchObject({ ok: false });
  }
  const many = Array.from({ length: HUB_KEYS_MAX + 1 }, () => keyText(makeKey())).join("\n");
  expect(readKeys(many)).toMatchObject({ ok: false });
});

test("an embedded hub makes its key once, for nobody else to read", async () => {
  const settings = { ...none, dataDir: join(folder, "embedded") };
  const first = openKeySource(settings);
  const again = openKeySource(settings);
  expect(first?.keys()[0].id).toBe(again?.keys()[0].id);
  expect(statSync(join(settings.dataDir, "hub.key")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(settings.dataDir, "hub.key"), "utf8")).toMatch(/^# The key of this hub/);
});

test("a key file that others may read is told", () => {
  const settings = { ...none, dataDir: join(folder, "open") };
  expect(openKeySource(settings)?.warning).toBeNull();
  const own = join(settings.dataDir, "hub.key");
  const given = { ...none, keyFile: own };
  for (const [mode, isOwnOpen, isGivenOpen] of [
    [0o640, true, false],
    [0o644, true, true],
    [0o600, false, false],
  ] as const) {
    chmodSync(own, mode);
    expect(openKeySource(settings)?.warning !== null, `own ${mode}`).toBe(isOwnOpen);
    expect(openKeySource(given)?.warning !== null, `given ${mode}`).toBe(isGivenOpen);
  }
});

test("with a database of its own the hub wants to be given a key", async () => {
  expect(openKeySource({ ...none, databaseUrl: "postgres://x/y" })).toBeNull();
  const hubKey = await openHubKey(null, createMemoryStorage());
  expect(hubKey).toMatchObject({ kind: "none", code: "no-hub-key" });
});

test("settings that contradict each other, or name no key, end the start with one line", () => {
  const file = join(folder, "not-a-key");
  writeFileSync(file, "not a key");
  const both = { ...none, key: keyText(makeKey()), keyFile: file };
  const missing = { ...none, keyFile: join(folder, "missing") };
  for (const settings of [both, missing, { ...none, keyFile: file }, { ...none, key: "x" }]) {
    expect(() => openKeySource(settings)).toThrow(ServerError);
  }
});

test("the same key opens a store again; another one is refused with both names", async () => {
  const rows = createMemoryStorage();
  const source = (key = makeKey()) => openKeySource({ ...none, key: keyText(key) });
  const key = makeKey();
  const first = held(await openHubKey(source(key), rows));
  const cell = first.seal.seal("p", bytes("hello"));
  const again = held(await openHubKey(source(key), rows));
  expect(text(again.seal.open("p", cell))).toBe("hello");
  expect(again.derive("x")).toEqual(first.derive("x"));
  expect(again.derive("y")).not.toEqual(first.derive("x"));
  const other = makeKey();
  expect(first.seal.isUnderOtherKey(cell)).toBe(false);
  expect(first.seal.isUnderOtherKey(bytes("changed"))).toBe(false);
  expect(first.seal.isUnderOtherKey(sealWith(other, "p", bytes("hello")))).toBe(true);
  const refused = await openHubKey(source(other), rows);
  expect(refused).toMatchObject({ kind: "none", code: "other-hub-key" });
  expect(refused.kind === "none" && refused.detail).toContain(key.id);
  expect(refused.kind === "none" && refused.detail).toContain(other.id);
});
