import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkConfig } from "../findings/check-config.js";
import { expandConfig } from "../parse/expand.js";
import { parseConfig } from "../parse/parse.js";
import { variablesIn } from "./find.js";
import { renderVariables, templateOf } from "./render.js";
import type { VariableDeclaration, VariableType, VariableValue } from "./variable.js";

const declared = (
  type: VariableType,
  fallback: VariableValue | null = null,
  name = "X",
): VariableDeclaration => ({ name, type, default: fallback });

function render(text: string, type: VariableType, value: VariableValue) {
  return renderVariables(text, [declared(type)], { X: value });
}

function data(text: string): unknown {
  const { config, problems } = parseConfig(text);
  expect(problems, text).toEqual([]);
  return config === null ? null : expandConfig(config);
}

test.each<[string, VariableType, VariableValue, string]>([
  ["a: ${fleethub:X}", "text", "west", "a: west"],
  ["a: ${fleethub:X}", "text", "true", 'a: "true"'],
  ["a: ${fleethub:X}", "text", "5", 'a: "5"'],
  ["a: ${fleethub:X}", "text", "", 'a: ""'],
  ["a: ${fleethub:X} # why", "text", "x: {y", 'a: "x: {y" # why'],
  ["a: ${fleethub:X}", "number", 8192, "a: 8192"],
  ["a: ${fleethub:X}", "number", 1e21, "a: 1e+21"],
  ["a: ${fleethub:X}", "boolean", false, "a: false"],
  ["a: ${fleethub:X}", "duration", "1m30s", "a: 1m30s"],
  // As for the Collector's own references, quotes around a whole value do not make it a text.
  ['{"a":"${fleethub:X}"}', "number", 5, '{"a":5}'],
  ['{"a":"${fleethub:X}"}', "text", "5", '{"a":"5"}'],
  ["a: ${fleethub:X}:4317", "text", "10.0.0.1", "a: 10.0.0.1:4317"],
  ["a: x${fleethub:X}", "text", ": y\nb: 1", 'a: "x: y\\nb: 1"'],
  ["a: 'it''s ${fleethub:X}'", "text", "'", "a: \"it's '\""],
  ['a: "\\"${fleethub:X}\\""', "text", '"', 'a: "\\"\\"\\""'],
  ["a: 43${fleethub:X}", "number", 17, 'a: "4317"'],
  [
    "a: |\n  set(x, ${fleethub:X}) # no\n\n  b\n",
    "text",
    "a b",
    "a: |\n  set(x, a b) # no\n\n  b\n",
  ],
  ["a: |-\n  ${fleethub:X}\nb: 1", "number", 5, "a: 5\nb: 1"],
  ["a: |+\n  x ${fleethub:X}\n\nb: 1", "text", "\n", 'a: "x \\n\\n\\n"\nb: 1'],
  ["a: ${fleethub:X}", "text", "${env:HOME} $1", 'a: "$${env:HOME} $$1"'],
  ["a: ${env:A}-${fleethub:X}-$${fleethub:X}", "text", "b", 'a: "${env:A}-b-$${fleethub:X}"'],
  ["a: $$${fleethub:X}", "text", "b", "a: $$b"],
  ["a: &x ${fleethub:X}\nb: *x", "text", "c", "a: &x c\nb: *x"],
  [
    "# ${fleethub:X}\na: 1\n---\nb: ${fleethub:X}",
    "text",
    "c",
    "# ${fleethub:X}\na: 1\n---\nb: ${fleethub:X}",
  ],
])("%j with a %s %j is %j", (text, type, value, wanted) => {
  const { text: rendered, findings, missing } = render(text, type, value);
  expect({ findings, missing }).toEqual({ findings: [], missing: [] });
  expect(rendered).toBe(wanted);
  data(rendered);
});

test("what stands in the way is told with its place, and leaves the reference", () => {
  const text =
    "a:\n  - ${fleethub:X}\nb: ${fleethub:Y}\nc: ${fleethub:bad name}\nd: ${fleethub:Z}\n";
  const {
    findings,
    missing,
    text: rendered,
  } = renderVariables(
    text,
    [declared("number"), declared("duration", "5", "Z"), declared("text", "unused", "U")],
    { Y: "not declared" },
  );
  expect(missing).toEqual(["X"]);
  expect(rendered).toBe(text);
  expect(findings.map(({ code, line, path }) => `${line} ${code} ${path.join(".")}`)).toEqual([
    "2 missing-variable a.0",
    "3 undeclared-variable b",
    "4 undeclared-variable c",
    "5 variable-type d",
  ]);
  expect(findings[0]).toMatchObject({
    column: 5,
    message: "The variable X has no value here and no default.",
    remedy: "Set X on the agent, or declare a default.",
  });
});

test.each<[VariableType, VariableValue]>([
  ["text", 5],
  ["number", "5"],
  ["number", Number.NaN],
  ["boolean", "true"],
  ["duration", "5"],
  ["duration", 5],
  ["duration", "soon"],
])("a %s takes no %j", (type, value) => {
  expect(render("a: ${fleethub:X}", type, value).findings).toMatchObject([
    { code: "variable-type" },
  ]);
});

test("a value goes before the default, for every agent apart", () => {
  const template = templateOf("a: ${fleethub:X}\n");
  const declarations = [declared("duration", "5s")];
  const texts = [{}, { X: "1s" }, { X: "2s" }].map(
    (values) => renderVariables(template, declarations, values).text,
  );
  expect(texts).toEqual(["a: 5s\n", "a: 1s\n", "a: 2s\n"]);
  expect(renderVariables(template, [declared("text", "d", "toString")], {}).missing).toEqual([]);
});

test("keys and other references take no variables", () => {
  const { findings } = render("${fleethub:X}: 1\nb: ${env:A:-${fleethub:X}}\n", "text", "x");
  expect(findings.map(({ code, line }) => [code, line])).toEqual([
    ["variable-place", 1],
    ["variable-place", 2],
  ]);
});

test("a result past the limit is a finding", () => {
  const text = `a: [${Array.from({ length: 400 }, () => '"${fleethub:X}"').join(", ")}]`;
  const { findings, text: same } = render(text, "text", "x".repeat(4_000));
  expect(findings).toMatchObject([{ code: "config-too-long" }]);
  expect(same).toBe(text);
});

test("the variables of a configuration are known with their places", () => {
  const { config } = parseConfig(
    'a: ${fleethub:A}\nb: &b {c: "x${fleethub:B}${fleethub:A}"}\nd: *b\n',
  );
  if (config === null) throw new Error("no configuration");
  expect(
    variablesIn(config).map(({ name, places }) => [
      name,
      ...places.map(({ path, whole, place }) => `${place.line} ${path.join(".")} ${whole}`),
    ]),
  ).toEqual([
    ["A", "1 a true", "2 b.c false"],
    ["B", "2 b.c false"],
  ]);
});

test("a variable is symbolic for the check, like a reference to the environment", () => {
  const text = `receivers: {otlp: {protocols: {grpc: {}}}}
exporters: {debug: {verbosity: "\${fleethub:VERBOSITY}"}}
service: {pipelines: {traces: {receivers: [otlp], exporters: ["\${fleethub:EXPORTER}"]}}}
`;
  expect(checkConfig(text).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const bad = checkConfig(text.replace("VERBOSITY}", "verbosity}")).findings;
  expect(bad).toMatchObject([{ code: "reference-syntax", severity: "error" }]);
});

const PLACES = [
  "v: ${fleethub:X}\nafter: 1\n",
  "v: '${fleethub:X}'\nafter: 1\n",
  'v: "${fleethub:X}"\nafter: 1\n',
  '{"v":"${fleethub:X}", after: 1}\n',
  "v: |-\n  ${fleethub:X}\nafter: 1\n",
  "v: >-\n    ${fleethub:X}\nafter: 1\n",
] as const;
const AROUND = [
  "v: a ${fleethub:X} b\nafter: 1\n",
  "v: 'a ${fleethub:X} b'\nafter: 1\n",
  'v: "a ${fleethub:X} b"\nafter: 1\n',
  "v: |-\n  a ${fleethub:X} b\nafter: 1\n",
  "v: >-\n  a ${fleethub:X} b\nafter: 1\n",
] as const;
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.string({ unit: fc.constantFrom(..."ab1:-[]{},&*#<|>\n '\"?!%$\t\r\\") }),
  fc.constantFrom(
    "true",
    "null",
    "0x1",
    "1_0",
    "2020-01-01",
    "~",
    "- a",
    "...",
    "---",
    "<<",
    "\u2028",
  ),
);

test("every text reads back as itself, and nothing else changes", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...PLACES), (value, text) => {
      const { text: rendered, findings } = render(text, "text", value);
      expect(findings).toEqual([]);
      expect(data(rendered), rendered).toEqual({ v: value, after: 1 });
    }),
    { seed: 20261123, numRuns: 400 },
  );
});

test("every text inside a longer one reads back as part of it", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...AROUND), (value, text) => {
      const { text: rendered } = render(text, "text", value);
      expect(data(rendered), rendered).toEqual({ v: `a ${value} b`, after: 1 });
    }),
    { seed: 20261123, numRuns: 400 },
  );
});

test("every number and boolean reads back as itself", () => {
  const value = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(...PLACES), (given, text) => {
      const type = typeof given === "number" ? "number" : "boolean";
      const { config } = parseConfig(render(text, type, given).text);
      const read = config?.root.entries.get("v")?.value;
      const value = read?.kind === "scalar" ? read.value : undefined;
      // Whole numbers beyond 2^53 are read as bigint.
      const wanted = Object.is(given, -0) ? 0 : given;
      expect(typeof value === "bigint" ? Number(value) : value).toBe(wanted);
    }),
    { seed: 20261123, numRuns: 200 },
  );
});

test("nothing throws, whatever the text", () => {
  const any = fc.string({ unit: fc.constantFrom(..."ab:-[]{},&*#|>\n '\"$", "${fleethub:X}") });
  fc.assert(
    fc.property(any, anyText, (text, value) => {
      expect(typeof render(text, "text", value).text).toBe("string");
    }),
    { seed: 20261123, numRuns: 400 },
  );
});
