import { expect, test } from "vitest";
import { findProtoKey } from "./forbidden-keys.js";

test("a member named __proto__ is found wherever it is, and told by its pointer", () => {
  expect(findProtoKey(JSON.parse('{"a":[1,{"b/c":{"__proto__":1}}]}'))).toBe("/a/1/b~1c/__proto__");
  expect(findProtoKey(JSON.parse('{"__proto__":{}}'))).toBe("/__proto__");
  expect(findProtoKey(JSON.parse('{"a":[{"prototype":null}],"b":"__proto__"}'))).toBeNull();
  for (const value of [null, 1, "x", []]) expect(findProtoKey(value)).toBeNull();
});

test("a body as deep as its size allows costs no more than its size", () => {
  const depth = 200_000;
  const body: unknown = JSON.parse(`${"[".repeat(depth)}{"__proto__":1}${"]".repeat(depth)}`);
  expect(findProtoKey(body)).toHaveLength(2 * depth + "/__proto__".length);
});
