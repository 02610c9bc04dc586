import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expandConfig } from "./expand.js";
import { parseConfig } from "./parse.js";
import { child, descend } from "./tree.js";

function data(text: string, variables: Record<string, string> = {}) {
  const { config, problems } = parseConfig(text);
  expect(problems).toEqual([]);
  if (config === null) throw new Error("no configuration");
  return expandConfig(config, variables);
}

function codes(text: string | Uint8Array): string[] {
  return parseConfig(text).problems.map((each) => each.code);
}

test("every value keeps its place", () => {
  const { config } = parseConfig("receivers:\n  otlp:\n    protocols: {grpc: }\n");
  const protocols = descend(config?.root, ["receivers", "otlp", "protocols"]);
  expect(protocols?.place).toEqual({ line: 3, column: 16, offset: 34, end: 42 });
  expect(config?.components[0]).toMatchObject({ id: "otlp", place: { line: 2, column: 3 } });
  expect(child(protocols, "grpc")).toMatchObject({ type: "null", style: "empty" });
});

test("scalars are typed as the Collector's reader types them", () => {
  const text =
    "a: 017\nb: 1_000\nc: yes\nd: on\ne: 0x1F\nf: 1e3\ng: True\nh: ~\ni: 1:30\nj: '5'\nk: 0b11\nl: 08\nm: .5\nn: !!str 10\no: !secret 10";
  expect(data(text)).toEqual({
    a: 15,
    b: 1000,
    c: "yes",
    d: "on",
    e: 31,
    f: 1000,
    g: true,
    h: null,
    i: "1:30",
    j: "5",
    k: 3,
    l: 8,
    m: 0.5,
    n: "10",
    o: "10",
  });
});

test("anchors, aliases and merge keys are resolved", () => {
  const text = "a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}\nd: {<<: [*x, {q: 9, r: 4}]}";
  expect(data(text)).toMatchObject({
    b: { p: 1, q: 2 },
    c: { p: 1, q: 3 },
    d: { p: 1, q: 2, r: 4 },
  });
});

test("an escaped reference stays, also before the same one that counts", () => {
  expect(data("a: $${A} ${A}\nb: ${A}$${A}${A}", { A: "x" })).toEqual({
    a: "${A} x",
    b: "x${A}x",
  });
});

test("keys with :: are paths, except inside lists", () => {
  expect(data("a::b: 1\na:\n  c::d: 2\nl:\n  - x::y: 3")).toEqual({
    a: { b: 1, c: { d: 2 } },
    l: [{ "x::y": 3 }],
  });
});

test("thousands of keys with one path become one map", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `a::b::c${i}: ${i}\n`);
  const { config, problems } = parseConfig(keys.join(""));
  const inner = config?.root.entries.get("a")?.value;
  const leaf = inner?.kind === "map" ? inner.entries.get("b")?.value : undefined;
  expect(leaf?.kind === "map" && leaf.entries.size).toBe(20_000);
  expect(problems).toHaveLength(0);
});

test("a map behind an anchor is not changed by paths that go into one use of it", () => {
  const { config } = parseConfig("x: &x {p: 1}\na: *x\na::q: 2\nb: *x\n");
  const keysOf = (name: string) => {
    const node = config?.root.entries.get(name)?.value;
    return node?.kind === "map" ? [...node.entries.keys()] : [];
  };
  expect([keysOf("x"), keysOf("a"), keysOf("b")]).toEqual([["p"], ["p", "q"], ["p"]]);
});

test("references are filled in as the Collector would, and otherwise stay symbolic", () => {
  const text =
    'a: ${env:N}\nb: "${N}"\nc: x-${env:N}\nd: $N\ne: $${N}\nf: ${env:U:-7}\ng: ${U}\nh: x${U}';
  expect(data(text, { N: "5" })).toEqual({
    a: 5,
    b: 5,
    c: "x-5",
    d: "$N",
    e: "${N}",
    f: 7,
    g: null,
    h: "x",
  });
  const { config } = parseConfig("a: ${env:U:-d}");
  expect(config?.root.entries.get("a")?.value).toMatchObject({
    references: [{ scheme: "env", name: "U", fallback: "d", nested: false }],
  });
});

test("byte order mark, CRLF, JSON and later documents pass", () => {
  expect(data("\uFEFFa: 1\r\nb: 2\r\n")).toEqual({ a: 1, b: 2 });
  expect(data('{\n\t"a": [1, 2]\n}')).toEqual({ a: [1, 2] });
  expect(data("a: 1\n---\n\t: [")).toEqual({ a: 1 });
  expect(data("# nothing")).toEqual({});
});

test.each([
  ["a: 1\na: 2", "yaml-duplicate-key"],
  ["a:\n\tb: 1", "yaml-tab"],
  ["a: 1\n\t\nb: 2", "yaml-tab"],
  ["%YAML 1.2\n---\na: 1", "yaml-directive"],
  ["a: *nope", "yaml-unknown-anchor"],
  ["a: &x [*x]", "yaml-unknown-anchor"],
  ["a: {<<: 3}", "yaml-bad-merge"],
  ["? [1]\n: 2", "yaml-bad-key"],
  ["a: @x", "yaml-syntax"],
  ["a: [1", "yaml-syntax"],
  ["- a", "config-not-a-map"],
  ["just text", "config-not-a-map"],
  ["a: \u0007", "yaml-encoding"],
])("%j is refused as %s", (text, code) => {
  expect(codes(text)).toContain(code);
});

test("what passes a limit is answered with a finding", () => {
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 12; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(", ")}]`,
    );
  expect(codes(bomb.join("\n"))).toEqual(["config-too-large"]);
  expect(codes(`a: ${"[".repeat(100_000)}`)).toEqual(["config-too-deep"]);
  expect(codes("- ".repeat(100_000))).toEqual(["config-too-deep"]);
  expect(codes("x".repeat(5_000_000))).toEqual(["config-too-long"]);
});

test("fifty thousand keys are read, more than the limit are refused", () => {
  const keys = (length: number) => Array.from({ length }, (_, i) => `k${i}: 1`).join("\n");
  expect(parseConfig(keys(50_000)).config?.root.entries.size).toBe(50_000);
  expect(codes(keys(100_001).replaceAll(" 1", ""))).toEqual(["config-too-large"]);
});

test("bytes that are no UTF-8 are refused, UTF-16 with a mark is read", () => {
  expect(codes(new Uint8Array([0x61, 0x3a, 0x20, 0xff]))).toEqual(["yaml-encoding"]);
  const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0]);
  expect(parseConfig(utf16).config?.root.entries.get("a")?.value).toMatchObject({ value: 1 });
});

test("reading never throws", () => {
  const yamlish = fc.array(
    fc.constantFrom(
      "a",
      ": ",
      "\n",
      "  ",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "&x ",
      "*x",
      "<<",
      "${",
      "}",
      "$",
      "::",
      '"',
      "'",
      "|",
      ">",
      "#",
      "!",
      "%",
      "\t",
      "?",
      ",",
      "---\n",
      "1",
      "\\",
      "\r",
      "@",
    ),
    { maxLength: 60 },
  );
  const inputs = fc.oneof(
    fc.string(),
    fc.uint8Array(),
    yamlish.map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(inputs, (input) => {
      const { config, problems, text } = parseConfig(input);
      expect(config !== null || problems.length > 0).toBe(true);
      for (const each of problems)
        expect(each.line).toBeLessThanOrEqual(text.split(/\r|\n/).length + 1);
      if (config !== null) expandConfig(config);
    }),
    { numRuns: 500, seed: 4320 },
  );
});
