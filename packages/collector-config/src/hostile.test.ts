import * as fc from "fast-check";
import { expect, test } from "vitest";
import { loadCatalogue } from "./catalogue/load.js";
import { DEFAULT_COLLECTOR_VERSION } from "./catalogue/versions.js";
import { contains } from "./contains/contains.js";
import { explainEffective } from "./contains/explain.js";
import { difference } from "./difference/difference.js";
import { applyEdit } from "./finding.js";
import { checkConfig } from "./findings/check-config.js";
import { DOCUMENTED_RULES } from "./findings/documented-rules.js";
import { canonicalBytes } from "./fingerprint/fingerprint.js";
import { graphOf } from "./graph/graph.js";
import { pathsOf } from "./graph/paths.js";
import { importConfig } from "./import/import-config.js";
import { mergeConfig } from "./merge/merge-config.js";
import { expandConfig } from "./parse/expand.js";
import { FINDINGS_MAX } from "./parse/limits.js";
import { parseConfig } from "./parse/parse.js";
import { redact } from "./redact/redact.js";
import { variablesIn } from "./variables/find.js";
import { renderVariables } from "./variables/render.js";

const SEED = 4320;
const catalogue = (await loadCatalogue(DEFAULT_COLLECTOR_VERSION)) ?? undefined;
const options = catalogue === undefined ? {} : { catalogue };

/** Every function of the package over one text; answers the codes that were found. */
function everything(text: string, other: string): string[] {
  const { config, findings } = checkConfig(text, options);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line, column, edit, message, remedy } of findings) {
    expect(line >= 1 && line <= lines && column >= 1).toBe(true);
    expect(message.length * remedy.length).toBeGreaterThan(0);
    if (edit === undefined) continue;
    expect(edit.offset >= 0 && edit.offset + edit.length <= text.length).toBe(true);
    parseConfig(applyEdit(text, edit));
  }
  if (config !== null) {
    const { paths } = pathsOf(graphOf(config));
    for (const path of paths) expect(path.steps.length).toBeGreaterThanOrEqual(2);
    expandConfig(config, { A: "${env:A}", TOKEN: "[${env:TOKEN}, ${env:TOKEN}]" });
    canonicalBytes(config);
    variablesIn(config);
  }
  renderVariables(text, [], { A: "x" });
  mergeConfig({ name: "base", text: other }, [{ name: "layer", text }]);
  const { content } = importConfig(text);
  if (content !== null) expect(parseConfig(content).problems).toEqual([]);
  explainEffective(text, other);
  const safe = redact(text).text;
  expect(safe.split("\n")).toHaveLength(text.split("\n").length);
  contains(text, other);
  difference(text, other);
  return findings.map((each) => each.code);
}

const texts = DOCUMENTED_RULES.flatMap(({ example }) => [example.bad, example.good]);
const pieces = fc.constantFrom(
  "\n",
  "  ",
  "- ",
  ": ",
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "<<: ",
  "${env:A}",
  "${",
  "$$",
  "::",
  "'",
  '"',
  "|\n",
  "#",
  "!",
  "%",
  "\t",
  "?",
  ",",
  "\n---\n",
  "null",
  "5",
  "\\",
  "\r",
  "@",
  "\u0000",
  "\uFEFF",
  "é",
  "🙂",
  "[REDACTED]",
);

test("configurations with a few bytes changed are judged without throwing", () => {
  const change = fc.record({ at: fc.nat(), cut: fc.nat({ max: 12 }), put: pieces });
  const mutated = fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) =>
      changes.reduce((done, { at, cut, put }) => {
        const from = at % (done.length + 1);
        return done.slice(0, from) + put + done.slice(from + cut);
      }, text),
    );
  fc.assert(
    fc.property(mutated, fc.constantFrom(...texts), (text, other) => {
      everything(text, other);
    }),
    { numRuns: 100, seed: SEED },
  );
});

test("bytes of any kind are read without throwing", () => {
  const bytes = fc.tuple(fc.constantFrom(...texts), fc.uint8Array({ maxLength: 20 }), fc.nat());
  fc.assert(
    fc.property(bytes, ([text, noise, at]) => {
      const whole = new TextEncoder().encode(text);
      whole.set(
        noise.slice(0, whole.length),
        Math.min(at % whole.length, whole.length - noise.length),
      );
      checkConfig(whole, options);
      contains(whole, text);
    }),
    { numRuns: 100, seed: SEED },
  );
});

const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

test.each([
  [
    "an alias bomb",
    `a0: &a0 [x, x]\n${many(40, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
  ],
  [
    "a merge bomb",
    `x: &x {${many(1000, (i) => `k${i}: 1, `)}}\n${many(2000, (i) => `y${i}: {<<: *x}\n`)}`,
  ],
  [
    "merges that bring nothing",
    `x: &x {${many(1000, (i) => `k${i}: 1, `)}}\ny: {<<: [${many(5000, () => "*x, ")}]}\n`,
  ],
  [
    "a long text that many aliases repeat",
    `x: &x ${"long ".repeat(80_000)}\ny: [${many(2000, () => "*x, ")}]\n`,
  ],
])("%s is too large", (_name, text) => {
  expect(parseConfig(text).problems.map((each) => each.code)).toEqual(["config-too-large"]);
});

test.each([
  ["ten MiB", "config-too-long", "a".repeat(10 * 1024 * 1024)],
  ["endless brackets", "config-too-deep", `a: ${"[".repeat(200_000)}`],
  ["deep maps", "config-too-deep", many(300, (i) => `${" ".repeat(i)}a:\n`)],
  ["a key of many parts", "config-too-deep", `? ${"a::".repeat(20_000)}k\n: 1\n`],
  [
    "keys of many parts below each other",
    "config-too-deep",
    many(50, (i) => `${" ".repeat(i)}${"a::".repeat(300)}k:\n`),
  ],
  [
    "aliases in a chain",
    "config-too-deep",
    `x0: &x0 {a: 1}\n${many(300, (i) => `x${i + 1}: &x${i + 1} {a: *x${i}}\n`)}`,
  ],
])("%s: %s", (_name, code, text) => {
  expect(checkConfig(text, options).findings.map((each) => each.code)).toEqual([code]);
});

/** Long texts that work of more than linear growth would not get through in the time of a test. */
test.each([
  ["password lines of one block", `a: |\n${many(20_000, (i) => `  password=${i}\n`)}`],
  ["addresses in one line", `a: "${"http://a:b".repeat(40_000)}"`],
  ["references in one line", `a: "${"${file:x}".repeat(20_000)}${"${env:A}".repeat(20_000)}"`],
  ["dollars", `a: "${"$".repeat(300_000)}"`],
  ["open references", `a: "${"${".repeat(100_000)}"`],
  ["quotes", `a: '${"''".repeat(200_000)}'`],
  ["blanks", `a:${" ".repeat(500_000)}b`],
  ["comments with secrets", `${many(10_000, (i) => `# password ${i}: x\n`)}a: 1\n`],
  ["paths in keys", many(300, (i) => `${"a::".repeat(100)}k${i}: 1\n`)],
])("%s are read, redacted and compared", (_name, text) => {
  everything(text, "a: 1\n");
});

test("thousands of names in a pipeline are judged, and the findings are bounded", () => {
  const receivers = many(
    1600,
    (i) => `  otlp/${i}: {protocols: {grpc: {endpoint: "0.0.0.0:1"}}}\n`,
  );
  const names = many(1600, (i) => `otlp/${i}, `);
  const text = `receivers:\n${receivers}exporters: {debug: }\nservice: {pipelines: {traces: {receivers: [${names}], exporters: [debug]}}}\n`;
  expect(checkConfig(text, options).findings).toHaveLength(FINDINGS_MAX);
});

test("variables that name themselves twice come to an end", () => {
  const { config } = parseConfig("a: ${env:A}");
  expect(config).not.toBeNull();
  if (config !== null) expandConfig(config, { A: "[${env:A}, ${env:A}]" });
});

test("a finding about a long value is short", () => {
  const text = `receivers: {otlp: {protocols: {grpc: }}}
processors: {batch: {timeout: "${"1".repeat(100_000)}", "${"k".repeat(100_000)}": 1}}
exporters: {debug: }
service: {pipelines: {traces: {receivers: [otlp], processors: [batch], exporters: [debug]}}}
`;
  for (const { message, remedy } of checkConfig(text).findings)
    expect(message.length + remedy.length).toBeLessThanOrEqual(4_000);
});
