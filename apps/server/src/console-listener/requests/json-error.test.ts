import { assert, constantFrom, json, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { findJsonError } from "./json-error.js";

test.each([
  ["", 1, 1, "the text ends, value is missing"],
  ['{"a":}', 1, 6, "expected value"],
  ['{"a":1,}', 1, 8, "expected key"],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "expected , or }"],
  ["[1,2", 1, 5, "the text ends, , or ] is missing"],
  ["{'a':1}", 1, 2, "expected key or }"],
  ["1 2", 1, 3, "expected the end"],
  ['["\n"]', 1, 2, "expected value or ]"],
  ["[01]", 1, 2, "expected value or ]"],
  ["nul", 1, 1, "expected value"],
])("%j breaks at %i:%i", (text, line, column, message) => {
  expect(findJsonError(text)).toEqual({ line, column, message });
});

test("finds a fault exactly where the platform finds one", () => {
  const broken = tuple(
    json(),
    nat(),
    constantFrom("", "{", "}", ",", '"', "\\", "x", ":", " "),
  ).map(([text, at, piece]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + piece + text.slice(index + (at % 2));
  });
  assert(
    property(broken, (text) => {
      let platform = true;
      try {
        JSON.parse(text);
      } catch {
        platform = false;
      }
      expect(findJsonError(text) === null).toBe(platform);
    }),
    { numRuns: 500, seed: 20_261_123 },
  );
});
