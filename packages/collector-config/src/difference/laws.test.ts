import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { canonicalTree } from "../fingerprint/canonical.js";
import { canonicalBytes } from "../fingerprint/fingerprint.js";
import type { CollectorConfig } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import { descend } from "../parse/tree.js";
import { applyChanges } from "./apply.js";
import { compared } from "./changes.js";
import { difference } from "./difference.js";
import { oneLineOf, PLAINLY } from "./one-line.js";

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 150 };

const id = fc.constantFrom("otlp", "otlp/a", "otlp ", "debug", "batch", "b-d/", "${env:X}");
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 1.5, "1", "", "x", "true", "${env:X}");
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom("a", "b", "password"), fc.oneof(scalar, fc.constant({})), {
    maxKeys: 2,
  }),
);
const orAny = <T>(wanted: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 9, arbitrary: wanted as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: value },
  );
const names = orAny(fc.array(fc.oneof(id, scalar), { maxLength: 3 }));
const section = orAny(fc.dictionary(id, value, { maxKeys: 3 }));
const pipeline = orAny(
  fc.record(
    { receivers: names, processors: names, exporters: names, more: value },
    { requiredKeys: [] },
  ),
);
const pipelines = orAny(
  fc.dictionary(fc.constantFrom("traces", "traces/b", "traces ", "/"), pipeline, { maxKeys: 2 }),
);
const service = orAny(
  fc.record({ pipelines, extensions: names, telemetry: value, more: value }, { requiredKeys: [] }),
);
const config = fc.record(
  {
    receivers: section,
    processors: section,
    exporters: section,
    connectors: section,
    extensions: section,
    service,
    more: value,
  },
  { requiredKeys: [] },
);

function read(data: unknown): CollectorConfig {
  const { config: found } = parseConfig(stringify(data));
  if (found === null) throw new Error("no configuration");
  return found;
}

const bytesOf = (one: CollectorConfig) => new TextDecoder().decode(canonicalBytes(one));

test("there is an effect, and a change, exactly where the fingerprints differ", () => {
  fc.assert(
    fc.property(config, config, fc.constantFrom(...Object.keys(LENSES)), (one, two, lens) => {
      // Mostly one part differs alone, so that no other change hides a part that is forgotten.
      const [a, b] = [read(one), read(LENSES[lens]?.(one, two) ?? two)];
      const found = difference(a, b);
      const differs = bytesOf(a) !== bytesOf(b);
      expect(found.effect).toBe(differs);
      expect(found.changes.length > 0).toBe(differs);
      expect(found.consequences.some(({ kind }) => kind === "restart")).toBe(differs);
    }),
    RUNS,
  );
});

test("the changes make of the one what the other means", () => {
  fc.assert(
    fc.property(config, config, fc.constantFrom(...Object.keys(LENSES)), (one, two, lens) => {
      const [a, b] = [read(one), read(LENSES[lens]?.(one, two) ?? two)];
      const changes = compared(a, b, () => PLAINLY)?.changes ?? [];
      expect(canonicalTree(applyChanges(a, changes)), JSON.stringify(changes)).toBe(bytesOf(b));
    }),
    RUNS,
  );
});

test("lists are edited item by item to the same end", () => {
  const item = fc.oneof(
    fc.constantFrom<unknown>("a", "b", "c", 1, 2),
    fc.record({ name: fc.constantFrom("x", "y"), p: fc.constantFrom(1, 2) }),
  );
  const list = fc.array(
    fc.oneof({ weight: 5, arbitrary: item }, { weight: 1, arbitrary: fc.array(item) }),
    {
      maxLength: 7,
    },
  );
  fc.assert(
    fc.property(list, list, (one, two) => {
      const of = (data: unknown) => read({ processors: { batch: { list: data } } });
      const [a, b] = [of(one), of(two)];
      const changes = compared(a, b, () => PLAINLY)?.changes ?? [];
      expect(canonicalTree(applyChanges(a, changes)), JSON.stringify(changes)).toBe(bytesOf(b));
    }),
    RUNS,
  );
});

test("what one direction adds the other removes", () => {
  const opposite: Readonly<Record<string, string>> = {
    "component-added": "component-removed",
    "pipeline-added": "pipeline-removed",
    "component-removed": "component-added",
    "pipeline-removed": "pipeline-added",
  };
  fc.assert(
    fc.property(config, config, (one, two) => {
      const [a, b] = [read(one), read(two)];
      const named = (changes: ReturnType<typeof difference>["changes"], turned: boolean) =>
        changes
          .flatMap((each) =>
            each.kind in opposite
              ? [
                  `${turned ? opposite[each.kind] : each.kind} ${JSON.stringify({ ...each, kind: "" })}`,
                ]
              : [],
          )
          .sort();
      const there = difference(a, b).changes;
      const back = difference(b, a).changes;
      const renames = (changes: typeof there) =>
        changes.some(({ kind }) => kind.endsWith("-renamed"));
      fc.pre(!renames(there) && !renames(back));
      expect(named(back, true).map(plainUse)).toEqual(named(there, false).map(plainUse));
    }),
    RUNS,
  );
});

/** Pipelines are listed as the one side has them first. */
const plainUse = (text: string) => text.replace(/"pipelines":\[[^\]]*\]/, "");

type Data = Readonly<Record<string, unknown>>;
const record = (one: unknown): Data =>
  typeof one === "object" && one !== null && !Array.isArray(one) ? { ...one } : {};
const LENSES: Readonly<Record<string, (one: Data, two: Data) => Data>> = {
  all: (_one, two) => two,
  exporters: (one, two) => ({ ...one, exporters: two["exporters"] }),
  service: (one, two) => ({ ...one, service: two["service"] }),
  pipelines: (one, two) => ({
    ...one,
    service: { ...record(one["service"]), pipelines: record(two["service"])["pipelines"] },
  }),
  extensions: (one, two) => ({
    ...one,
    service: { ...record(one["service"]), extensions: record(two["service"])["extensions"] },
  }),
};

test("a value on one line reads back as the same value", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), scalar.map(String));
  const tree = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.double(),
      fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n),
      fc.boolean(),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z ]{1,3}$/), tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  fc.assert(
    fc.property(tree, (data) => {
      const { config: whole } = parseConfig(JSON.stringify({ v: data }, plainly));
      const node = descend(whole?.root, ["v"]);
      if (whole === null || node === undefined) return;
      const line = oneLineOf(whole)(node);
      if (line.includes("[REDACTED]") || line.endsWith("…")) return;
      const again = parseConfig(`v: ${line}`).config;
      expect(again === null ? null : bytesOf(again), line).toBe(bytesOf(whole));
    }),
    RUNS,
  );
});

/** JSON has no such numbers: their text, which YAML may take for one or not. */
function plainly(_key: string, data: unknown): unknown {
  return typeof data === "bigint" || Number.isNaN(data) ? String(data) : data;
}
