import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type HashedConfig, configHash } from "./config-hash.js";
import { toHex } from "./testing/hex.js";

const digest = (bytes: Uint8Array) => createHmac("sha256", "key").update(bytes).digest();
const hash = (configs: readonly (readonly [string, HashedConfig])[]) =>
  toHex(configHash(configs, digest));
const bytes = (text: string) => new TextEncoder().encode(text);

const anyConfigs = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom("", "a", "b", "ab", "ä"),
    fc.record({
      body: fc.constantFrom("", "a", "ba").map(bytes),
      contentType: fc.constantFrom("", "a", "yaml"),
      role: fc.constantFrom("", "a"),
    }),
  ),
  { selector: ([name]) => name, maxLength: 3 },
);

test("G-03 G-04 hashes are equal exactly for equal sets in whatever order", () => {
  const shape = (configs: readonly (readonly [string, HashedConfig])[]) =>
    JSON.stringify(
      configs
        .map(([name, { body, contentType, role }]) => [name, [...body], contentType, role])
        .sort(),
    );
  fc.assert(
    fc.property(anyConfigs, anyConfigs, (one, other) => {
      expect(hash([...one].reverse())).toBe(hash(one));
      expect(hash(one) === hash(other)).toBe(shape(one) === shape(other));
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("G-04 a byte moved from the name to the body makes another hash", () => {
  expect(hash([["ab", { body: bytes("c") }]])).not.toBe(hash([["a", { body: bytes("bc") }]]));
});

test("the hash of a known set does not change between releases", () => {
  expect(hash([["", { body: bytes("a: 1"), contentType: "text/yaml" }]])).toBe(
    "3243a2cb5153f7b8b0e1a8c65bfb3869e98f4fbeb4587abb8619b76b98ad1c78",
  );
});
