import { fromBinary, toBinary } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AttributeValue,
  attributeText,
  makeAttributeValue,
  makeAttributes,
  readAttributeValue,
  readAttributes,
} from "./attributes.js";
import { AnyValueSchema } from "./messages.js";

const { value: anyAttribute } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.string(),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.uint8Array(),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")).map((members) => new Map(Object.entries(members))),
  ),
}));

test("E-09 every kind of value comes back typed", () => {
  fc.assert(
    fc.property(anyAttribute, (value) => {
      const bytes = toBinary(AnyValueSchema, makeAttributeValue(value));
      expect(readAttributeValue(fromBinary(AnyValueSchema, bytes))).toEqual(value);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("integers and doubles stay apart", () => {
  expect(readAttributeValue(makeAttributeValue(5))).toBe(5);
  expect(readAttributeValue(makeAttributeValue(5n))).toBe(5n);
});

test("values have a text for screens", () => {
  const text = (value: AttributeValue) => attributeText(value);
  expect(text(null)).toBe("");
  expect(text("a b")).toBe("a b");
  expect(text(5n)).toBe("5");
  expect(text(new Uint8Array([0xab, 1]))).toBe("ab01");
  expect(text(["x", true, null, new Map([["k", 1.5]])])).toBe('["x",true,null,{"k":1.5}]');
});

test("X-06 a key is only a key", () => {
  const attributes = readAttributes(
    makeAttributes([
      ["__proto__", "one"],
      ["k", "two"],
      ["k", "three"],
    ]),
  );
  expect([...attributes]).toEqual([
    ["__proto__", "one"],
    ["k", "three"],
  ]);
});
