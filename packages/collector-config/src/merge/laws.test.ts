import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { canonicalBytes } from "../fingerprint/fingerprint.js";
import { parseConfig } from "../parse/parse.js";
import { mergeConfig } from "./merge-config.js";
import { originOf } from "./origins.js";

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 100 };

type Data = { [key: string]: unknown };
const scalar = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1.5,
  "1",
  "",
  "x",
  "a\nb\n",
  "# c",
  "${env:X}",
);
const list = fc.array(scalar, { maxLength: 3 });
const tree: fc.Arbitrary<Data> = fc.letrec<{ map: Data }>((tie) => ({
  map: fc.dictionary(
    fc.constantFrom("a", "b", "c", "d/e", "1"),
    fc.oneof({ maxDepth: 3 }, scalar, list, tie("map")),
    { maxKeys: 4 },
  ),
})).map;

/** The same data in one of many ways to write it. */
const written = (data: fc.Arbitrary<Data>) => withText(data).map(([, config]) => config);
const withText = (data: fc.Arbitrary<Data>): fc.Arbitrary<[Data, string]> =>
  fc.tuple(data, fc.constantFrom(0, 1, 2, 3), fc.constantFrom(2, 4)).map(([value, way, indent]) => {
    if (way === 0) return [value, `${JSON.stringify(value)}\n`];
    const collectionStyle = way === 1 ? "flow" : "any";
    const text = stringify(value, { indent, collectionStyle, indentSeq: way !== 2 });
    // Remarks over and behind lines that surely are no part of a text.
    const remarks = text.replace(/^( *)([a-d]: \d.*|[a-d]:)$/gm, "$1# over\n$1$2 # behind");
    return [value, way < 3 ? text : remarks];
  });
const both = withText(tree);
const text = written(tree);

function merge(base: string, ...layers: string[]) {
  return mergeConfig(
    { name: "base", text: base },
    layers.map((each) => ({ name: "layer", text: each })),
  );
}

function meaning(config: string): string {
  const { config: read, problems } = parseConfig(config);
  expect(problems, config).toEqual([]);
  return read === null ? "" : new TextDecoder().decode(canonicalBytes(read));
}

function mergeData(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const result: Data = { ...below };
  for (const [key, value] of Object.entries(above)) {
    result[key] = key in below ? mergeData(below[key], value) : value;
  }
  return result;
}

function isMap(data: unknown): data is Data {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

test("the text means what merging the data gives", () => {
  fc.assert(
    fc.property(both, fc.array(both, { maxLength: 3 }), ([base, first], others) => {
      const layers = others.map(([data]) => data);
      const result = merge(first, ...others.map(([, layer]) => layer));
      expect(result.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      const wanted = layers.reduce<unknown>(mergeData, base);
      expect(meaning(result.text), result.text).toBe(meaning(JSON.stringify(wanted)));
    }),
    RUNS,
  );
});

test("identity: without layers the text is the same, with an empty one too", () => {
  fc.assert(
    fc.property(text, (base) => {
      expect(merge(base).text).toBe(base);
      expect(merge(base, "{}", "# nothing\n").text).toBe(base);
      expect(meaning(merge("", base).text)).toBe(meaning(base));
    }),
    RUNS,
  );
});

test("idempotence: a layer merged twice is the layer merged once, to the character", () => {
  fc.assert(
    fc.property(text, text, (base, layer) => {
      expect(merge(base, layer, layer).text).toBe(merge(base, layer).text);
    }),
    RUNS,
  );
});

test("the order of layers that share no key does not matter", () => {
  const upper = tree.map((data) =>
    Object.fromEntries(Object.entries(data).map(([key, value]) => [key.toUpperCase(), value])),
  );
  const deep = (data: fc.Arbitrary<Data>) => data.map((value) => ({ s: { p: value } }));
  fc.assert(
    fc.property(text, written(deep(tree)), written(deep(upper)), (base, one, two) => {
      if (/[A-Z1]/.test(one)) return;
      expect(meaning(merge(base, one, two).text)).toBe(meaning(merge(base, two, one).text));
    }),
    RUNS,
  );
});

test("associativity: layers may be merged with each other first, where all agree on what is a map", () => {
  const agreeing = tree.map((data) => ({
    maps: onlyMaps(data),
    list: isMap(data["a"]) ? [] : data["a"],
    "a/b": 1,
  }));
  fc.assert(
    fc.property(written(agreeing), written(agreeing), written(agreeing), (a, b, c) => {
      const left = merge(merge(a, b).text, c).text;
      expect(left).toBe(merge(a, b, c).text);
      expect(meaning(merge(a, merge(b, c).text).text)).toBe(meaning(left));
    }),
    RUNS,
  );
});

/** Maps under a, b and c, scalars and lists elsewhere: never a map against something else. */
function onlyMaps(data: Data): Data {
  const entries = Object.entries(data).map(([key, value]) => {
    const branch = ["a", "b"].includes(key);
    if (branch) return [key, isMap(value) ? onlyMaps(value) : {}];
    return [key, isMap(value) ? 1 : value];
  });
  return Object.fromEntries(entries);
}

test("operations: twice is once, where each finds what it names", () => {
  const name = fc.constantFrom("a", "b", "c", "d");
  const names = fc.oneof(name, fc.array(name, { minLength: 1, maxLength: 2 }));
  const operation = fc.oneof(
    fc.record({ append: names }),
    fc.record({ remove: names }),
    fc.record({ insert: names, before: name }),
    fc.record({ insert: names, after: name }),
  );
  const pipeline = (data: unknown) =>
    stringify({ service: { pipelines: { traces: { processors: data } } } });
  fc.assert(
    fc.property(
      fc.uniqueArray(name),
      fc.array(operation, { minLength: 1, maxLength: 3 }),
      (base, done) => {
        const layer = pipeline(done);
        const { text: once, findings } = merge(pipeline(base), layer);
        fc.pre(findings.length === 0);
        expect(merge(once, layer).text, layer).toBe(once);
      },
    ),
    RUNS,
  );
});

test("every line has an origin, and a line that is copied says the same there", () => {
  fc.assert(
    fc.property(text, text, text, (base, one, two) => {
      const result = merge(base, one, two);
      const sources = [base, one, two].map((each) => each.split("\n"));
      const lines = result.text.replace(/\n$/, "").split("\n");
      const total = result.origins.reduce((sum, { lines: count }) => sum + count, 0);
      if (result.text !== "") expect(total).toBe(lines.length);
      lines.forEach((line, index) => {
        const origin = originOf(result, index + 1);
        if (result.text === "") return;
        if (origin === null) throw new Error(`no origin of line ${index + 1}`);
        const source = sources[origin.layer]?.[origin.line - 1];
        expect(source).toBeDefined();
        const remark = /^\s*(#.*)$/.exec(line)?.[1];
        if (remark !== undefined) expect(source).toContain(remark);
      });
      expect(originOf(result, lines.length + 1)).toBeNull();
    }),
    RUNS,
  );
});

test("nothing throws, whatever the texts", () => {
  const bytes = fc.string({ unit: fc.constantFrom(..."ab:-[]{},&*#<|>\n  '\"?!%$\t\r") });
  fc.assert(
    fc.property(bytes, bytes, text, (base, layer, good) => {
      for (const result of [merge(base, layer), merge(good, layer), merge(layer, good)]) {
        expect(typeof result.text).toBe("string");
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});
