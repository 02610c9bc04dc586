import { expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { mergeConfig } from "./merge-config.js";

function operated(list: string, operations: string) {
  const base = `service:\n  pipelines:\n    traces:\n      processors: ${list}\n`;
  const layer = `service: {pipelines: {traces: {processors: ${operations}}}}`;
  const result = mergeConfig({ name: "base", text: base }, [{ name: "privacy r9", text: layer }]);
  const names = parseConfig(result.text).config?.pipelines[0]?.processors.map(({ id }) => id);
  return { names: names?.join(" "), codes: result.findings.map(({ code }) => code), ...result };
}

test.each([
  ["[a, b]", "[{append: c}]", "a b c"],
  ["[a, b]", "[{append: a}]", "a b"],
  ["[a, b]", "[{append: [b, c, d]}]", "a b c d"],
  ["[a, b]", "[{insert: c, before: a}]", "c a b"],
  ["[a, b]", "[{insert: [c, d], after: a}]", "a c d b"],
  ["[a, b]", "[{insert: [c, d], before: b}]", "a c d b"],
  // What stands on the wanted side already stays, what stands on the other side moves.
  ["[c, a, b]", "[{insert: c, before: b}]", "c a b"],
  ["[a, b, c]", "[{insert: c, before: b}]", "a c b"],
  ["[a, b]", "[{insert: a, before: a}]", "a b"],
  ["[a, b]", "[{remove: a}]", "b"],
  ["[a, b, a]", "[{remove: [a, b]}]", ""],
  ["[a / x, b]", "[{remove: a/x}, {append: b / y}]", "b b/y"],
  // Every operation holds in the end.
  ["[c, b]", "[{insert: a, before: b}, {insert: b, before: c}]", "a b c"],
  ["[a, b]", "[{remove: a}, {append: a}]", "b a"],
  ["", "[{append: c}]", "c"],
  ["[]", "[{append: c}]", "c"],
  ["\n      - a # first\n      - b", "[{append: c}, {remove: a}, {insert: d, after: b}]", "b d c"],
])("%s with %s is %s", (list, operations, wanted) => {
  const { names, findings } = operated(list, operations);
  expect(findings).toEqual([]);
  expect(names).toBe(wanted);
});

test.each([
  ["[a]", "[{insert: c, before: x}]", "a", "layer-operation-target"],
  ["[a]", "[{remove: x}]", "a", "layer-operation-target"],
  ["[a]", "[{append: c}, d]", "a", "layer-operation-mixed"],
  ["[a]", "[{append: c}, {}]", "a c", "layer-operation-shape"],
  ["[a]", "[{append: c, remove: a}]", "a", "layer-operation-shape"],
  ["[a]", "[{insert: c}]", "a", "layer-operation-shape"],
  ["[a]", "[{prepend: c}]", "a", "layer-operation-shape"],
  ["[a]", "[{append: {c: d}}]", "a", "layer-operation-shape"],
  ["[a]", "[{append: }]", "a", "layer-operation-shape"],
  ["[a, b]", "[{insert: a, before: b}, {insert: b, before: a}]", "a b", "layer-operation-conflict"],
  ["${env:LIST}", "[{append: c}]", "", "layer-operation-target"],
])("%s with %s leaves %s and says %s", (list, operations, wanted, code) => {
  const { names, codes } = operated(list, operations);
  expect(names).toBe(wanted);
  expect(codes).toEqual([code]);
});

test("a fault is told with its place in the layer", () => {
  const layer = `service:
  pipelines:
    logs:
      processors:
        - append: a
        - insert: b
          before: batch
`;
  const result = mergeConfig({ name: "base", text: "service:\n  extensions: [x]\n" }, [
    { name: "privacy r9", text: layer },
  ]);
  expect(result.findings).toEqual([
    {
      severity: "error",
      code: "layer-operation-target",
      layer: 1,
      layerName: "privacy r9",
      line: 7,
      column: 19,
      path: ["service", "pipelines", "logs", "processors", "1", "before"],
      message:
        'Nothing can be inserted before "batch" in service.pipelines.logs.processors: it is not there.',
      remedy: "There is: a.",
    },
  ]);
  expect(result.text).toBe(`service:
  extensions: [x]
  pipelines:
    logs:
      processors:
        - a
`);
});

test("extensions take operations; lists of options do not", () => {
  const base = "service:\n  extensions: [x]\nprocessors:\n  p: {l: [1]}\n";
  const layer = "service: {extensions: [{append: y}]}\nprocessors: {p: {l: [{append: 2}]}}";
  const { text, findings } = mergeConfig({ name: "b", text: base }, [{ name: "l", text: layer }]);
  expect(findings).toEqual([]);
  expect(text).toContain("    - x\n    - y\n");
  expect(text).toContain("{append: 2}");
});

test("operations that all fail make no empty pipeline", () => {
  const layer = "service: {pipelines: {traces: {processors: [{remove: x}]}}}";
  const { text } = mergeConfig({ name: "b", text: "a: 1\n" }, [{ name: "l", text: layer }]);
  expect(text).toBe("a: 1\n");
});
