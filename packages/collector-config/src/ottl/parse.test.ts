import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseCondition, parseStatement } from "./parse.js";

test.each([
  'set(attributes["a"], "b") where name == "x" and not IsMatch(body, "a.*")',
  'set(span.attributes["a"]["b"], Concat([resource.attributes["x"], "y"], "-"))',
  'set(time, Now() - Duration("1h"))',
  'replace_pattern(attributes["x"], "a", "b", function=SHA256)',
  'set(a.b, ParseJSON(body)["k"]) where (a == 1 or b >= 2.5) and c != nil',
  'merge_maps(attributes, {"a": 1, "b": [1, 2]}, "upsert")',
  "set(status.code, STATUS_CODE_ERROR)",
  "set(x, Filter(list, (v, _) => v > 1))",
  "set(a, -1 * (b + 2)) where true",
])("the statement %s can be read", (text) => {
  expect(parseStatement(text)).toMatchObject({ ok: true });
});

test.each([
  ['delete_key(attributes, "x"', 26],
  ['set(attributes["a"] "b")', 20],
  ["Set(a, b)", 0],
  ["set(a, lower(b))", 7],
  ['set(a, "unclosed)', 7],
  ["set(a, 'b')", 7],
  ["set(a, 1) where a == 1 == 2", 23],
  ["", 0],
  ['set(name, "a\\=b")', 10],
  ['set(name, "a\nb")', 10],
])("the statement %s cannot be read at %i", (text, at) => {
  expect(parseStatement(text)).toMatchObject({ ok: false, at });
});

test.each([
  ['IsMatch(name, "x")', true],
  ['((attributes["a"] == nil))', true],
  ["(a + 1) * 2 > 3", true],
  ['IsMatch(name, "a") == true or not (a == 1)', true],
  ['name == "a" or', false],
  ['attributes["a" == "y"', false],
  ['name = "x"', false],
])("the condition %s: %s", (text, ok) => {
  expect(parseCondition(text).ok).toBe(ok);
});

test("calls and paths are told, local names are not", () => {
  const read = parseStatement("set(x.y, MapEach(list, (k, v) => ToUpperCase(v)))");
  expect(read.ok && read.parts.calls.map(({ name }) => name)).toEqual([
    "set",
    "MapEach",
    "ToUpperCase",
  ]);
  expect(read.ok && read.parts.paths.map(({ segments }) => segments.join("."))).toEqual([
    "x.y",
    "list",
  ]);
});

test("any text is read in bounded time, and reading never throws", () => {
  const pieces = fc.constantFrom(
    "(",
    ")",
    "a",
    "B",
    "=>",
    "[",
    "]",
    '"x"',
    " ",
    ",",
    "or",
    "==",
    "1",
    "{",
    "}",
    "-",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      for (const parse of [parseStatement, parseCondition])
        expect(typeof parse(parts.join(" ")).ok).toBe("boolean");
    }),
    { numRuns: 500, seed: 1590 },
  );
  for (const piece of ["(a) => ", "(", "not (", "[", "A(", "-"]) {
    expect(typeof parseStatement(`set(a, ${piece.repeat(2000)}`).ok).toBe("boolean");
    expect(typeof parseCondition(piece.repeat(2000)).ok).toBe("boolean");
  }
});

test("arguments are told by how they are written", () => {
  const read = parseStatement('f(a.b["c"], "t", 1, 1.5, true, [1], (x) => x, depth=-1, 1 + 2)');
  const [call] = read.ok ? read.parts.calls : [];
  expect(call?.arguments?.map(({ name, kind, text }) => [name ?? "", kind, text ?? ""])).toEqual([
    ["", "path", ""],
    ["", "text", '"t"'],
    ["", "integer", ""],
    ["", "number", ""],
    ["", "boolean", ""],
    ["", "list", ""],
    ["", "lambda", ""],
    ["depth", "other", ""],
    ["", "other", ""],
  ]);
});
