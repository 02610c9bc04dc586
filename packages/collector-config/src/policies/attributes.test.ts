import { expect, test } from "vitest";
import { evaluatePolicy } from "./evaluate.js";
import type { AttributesRemovedRule } from "./policy.js";

const judge = (
  processors: string,
  rule: Partial<AttributesRemovedRule> = {},
  signal = "traces",
) => {
  const names = [...processors.matchAll(/^ {2}([\w/]+):/gm)].map((match) => match[1]);
  return evaluatePolicy(
    { kind: "attributes-removed", attributes: ["gen_ai.prompt*"], ...rule },
    `receivers: {otlp: }
processors:
${processors}
exporters: {otlp: {endpoint: "x:4317"}}
service: {pipelines: {${signal}: {receivers: [otlp], processors: [${names.join(", ")}], exporters: [otlp]}}}`,
  );
};

/** Rules about spans alone, where events are not what a case is about. */
const SPANS: Partial<AttributesRemovedRule> = { contexts: ["span"] };

test("an untouched attribute gets through, and the witness names it", () => {
  const { verdict, witness, evidence } = judge("  batch: {}");
  expect(verdict).toBe("broken");
  expect(witness).toMatchObject({ attribute: "gen_ai.prompt", from: "otlp", to: "otlp" });
  expect(evidence[0]?.message).toBe("otlp, batch, otlp lets gen_ai.prompt* through");
});

test.each([
  ["delete by pattern", "{actions: [{action: delete, pattern: ^gen_ai\\.prompt}]}", "kept"],
  ["hash by pattern", "{actions: [{action: hash, pattern: ^gen_ai\\.prompt.*$}]}", "kept"],
  ["delete one key of many", "{actions: [{action: delete, key: gen_ai.prompt}]}", "broken"],
  [
    "only for some spans",
    "{include: {match_type: strict, services: [a]}, actions: [{action: delete, pattern: gen_ai}]}",
    "broken",
  ],
  [
    "pattern from the environment",
    '{actions: [{action: delete, pattern: "${env:P}"}]}',
    "cannot-tell",
  ],
  [
    "a pattern that is not modelled",
    "{actions: [{action: delete, pattern: '\\bgen_ai\\b'}]}",
    "cannot-tell",
  ],
  ["upper case action", "{actions: [{action: DELETE, pattern: gen_ai}]}", "kept"],
])("attributes processor: %s", (_, body, verdict) => {
  expect(judge(`  attributes: ${body}`, SPANS).verdict).toBe(verdict);
});

test("the attributes processor does not reach span events", () => {
  const { verdict } = judge("  attributes: {actions: [{action: delete, pattern: gen_ai}]}");
  expect(verdict).toBe("broken");
});

test("a copy made before the removal gets through", () => {
  const copy = "{action: upsert, key: note, from_attribute: gen_ai.prompt}";
  const remove = "{action: delete, pattern: gen_ai}";
  const found = judge(`  attributes: {actions: [${copy}, ${remove}]}`, SPANS);
  expect(found).toMatchObject({ verdict: "broken", witness: { attribute: "note" } });
  expect(judge(`  attributes: {actions: [${remove}, ${copy}]}`, SPANS).verdict).toBe("kept");
  const both = `  attributes: {actions: [${copy}, ${remove}, {action: delete, key: note}]}`;
  expect(judge(both, SPANS).verdict).toBe("kept");
  expect(
    judge(`  groupbyattrs: {keys: [gen_ai.prompt]}`, { ...SPANS, attributes: ["gen_ai.prompt"] })
      .verdict,
  ).toBe("broken");
});

test.each([
  ["only allowed keys", "{allowed_keys: [model]}", "removed", "kept"],
  ["an allowed key is one of them", "{allowed_keys: [gen_ai.prompt]}", "removed", "broken"],
  ["all keys allowed", "{allow_all_keys: true}", "masked", "broken"],
  [
    "masked by key",
    "{allow_all_keys: true, blocked_key_patterns: [^gen_ai\\.prompt]}",
    "masked",
    "kept",
  ],
  [
    "masked is not hashed",
    "{allow_all_keys: true, blocked_key_patterns: [^gen_ai\\.prompt]}",
    "hashed",
    "broken",
  ],
  [
    "hashed by key",
    "{allow_all_keys: true, hash_function: sha3, blocked_key_patterns: [gen_ai]}",
    "hashed",
    "kept",
  ],
  [
    "ignored keys stay",
    "{allow_all_keys: true, blocked_key_patterns: [gen_ai], ignored_keys: [gen_ai.prompt]}",
    "masked",
    "broken",
  ],
  [
    "allowed values stay",
    "{allow_all_keys: true, blocked_key_patterns: [gen_ai], allowed_values: [ok]}",
    "masked",
    "broken",
  ],
  ["some values", "{allow_all_keys: true, blocked_values: ['\\d{16}']}", "masked", "broken"],
  ["every value", "{allow_all_keys: true, blocked_values: ['.*']}", "masked", "kept"],
  ["texts of one line", "{allow_all_keys: true, blocked_values: ['^.*$']}", "masked", "broken"],
  ["from the environment", '{allow_all_keys: "${env:ALL}"}', "removed", "cannot-tell"],
] as const)("redaction processor: %s", (_, body, atLeast, verdict) => {
  expect(judge(`  redaction: ${body}`, { atLeast }).verdict).toBe(verdict);
});

test.each([
  ["delete_key", "'delete_key(attributes, \"gen_ai.prompt\")'", "kept"],
  [
    "only where it is there",
    '\'delete_key(attributes, "gen_ai.prompt") where attributes["gen_ai.prompt"] != nil\'',
    "kept",
  ],
  [
    "only sometimes",
    '\'delete_key(attributes, "gen_ai.prompt") where attributes["env"] == "prod"\'',
    "broken",
  ],
  ["another key", "'delete_key(attributes, \"gen_ai.completion\")'", "broken"],
  ["delete_matching_keys", "'delete_matching_keys(span.attributes, \"(?i)gen_ai.*\")'", "kept"],
  ["keep_keys", "'keep_keys(attributes, [\"http.route\"])'", "kept"],
  [
    "hashed in place, lists and maps not",
    '\'set(attributes["gen_ai.prompt"], SHA256(attributes["gen_ai.prompt"]))\'',
    "cannot-tell",
  ],
  [
    "made a text and hashed",
    '\'set(attributes["gen_ai.prompt"], SHA256(String(attributes["gen_ai.prompt"])))\'',
    "kept",
  ],
  [
    "hash of something else",
    '\'set(attributes["gen_ai.prompt"], SHA256(attributes["x"]))\'',
    "broken",
  ],
  ["replaced in part", '\'replace_pattern(attributes["gen_ai.prompt"], "\\\\d+", "*")\'', "broken"],
  ["set to nil does nothing", "'set(attributes[\"gen_ai.prompt\"], nil)'", "broken"],
  [
    "moved to the name",
    "'set(name, attributes[\"gen_ai.prompt\"])', 'delete_key(attributes, \"gen_ai.prompt\")'",
    "cannot-tell",
  ],
  [
    "copied",
    '\'set(attributes["p"], Concat([attributes["gen_ai.prompt"], "!"], ""))\', \'delete_key(attributes, "gen_ai.prompt")\'',
    "broken",
  ],
  [
    "brought back",
    "'delete_key(attributes, \"gen_ai.prompt\")', 'merge_maps(attributes, ParseJSON(name), \"upsert\")'",
    "cannot-tell",
  ],
  ["not understood", "'do something'", "cannot-tell"],
])("transform processor: %s", (_, statements, verdict) => {
  const rule = { ...SPANS, attributes: ["gen_ai.prompt"] };
  const body = `{trace_statements: [{context: span, statements: [${statements}]}]}`;
  expect(judge(`  transform: ${body}`, rule).verdict).toBe(verdict);
});

test.each([
  [
    "replaced where it is a text",
    '\'replace_pattern(attributes["gen_ai.prompt"], ".+", "*")\'',
    "cannot-tell",
  ],
  [
    "replaced where it is one line",
    '\'replace_pattern(attributes["gen_ai.prompt"], "^.*$", "*")\'',
    "broken",
  ],
  ["all texts replaced", '\'replace_all_patterns(attributes, "value", ".+", "*")\'', "cannot-tell"],
  ["all texts matched", '\'replace_all_matches(attributes, "*", "*")\'', "cannot-tell"],
  ["set to a text", '\'set(attributes["gen_ai.prompt"], "*")\'', "kept"],
])("transform processor, masking: %s", (_, statements, verdict) => {
  const rule = { ...SPANS, attributes: ["gen_ai.prompt"], atLeast: "masked" } as const;
  const body = `{trace_statements: [{context: span, statements: [${statements}]}]}`;
  expect(judge(`  transform: ${body}`, rule).verdict).toBe(verdict);
});

test("a statement reaches what runs in its context", () => {
  const rule = (context: "span" | "spanevent" | "resource") => ({
    attributes: ["k"],
    contexts: [context],
  });
  const flat = (statement: string) => `  transform: {trace_statements: ['${statement}']}`;
  expect(judge(flat('delete_key(span.attributes, "k")'), rule("span")).verdict).toBe("kept");
  expect(judge(flat('delete_key(resource.attributes, "k")'), rule("resource")).verdict).toBe(
    "kept",
  );
  expect(judge(flat('delete_key(spanevent.attributes, "k")'), rule("spanevent")).verdict).toBe(
    "kept",
  );
  const inEvents = `  transform: {trace_statements: [{context: spanevent, statements: ['delete_key(span.attributes, "k")']}]}`;
  expect(judge(inEvents, rule("span")).verdict).toBe("broken");
  const conditional = `  transform: {trace_statements: [{context: span, conditions: ['IsRootSpan()'], statements: ['delete_key(attributes, "k")']}]}`;
  expect(judge(conditional, rule("span")).verdict).toBe("broken");
});

test("a filter that drops what carries the attribute removes it", () => {
  const rule = { ...SPANS, attributes: ["gen_ai.prompt"] };
  const older = `  filter: {traces: {span: ['attributes["gen_ai.prompt"] != nil or name == "x"']}}`;
  expect(judge(older, rule).verdict).toBe("kept");
  const newer = `  filter: {trace_conditions: ['span.attributes["gen_ai.prompt"] != nil']}`;
  expect(judge(newer, rule).verdict).toBe("kept");
  expect(judge(`  filter: {traces: {span: ['name == "x"']}}`, rule).verdict).toBe("broken");
});

test("logs and metrics have contexts of their own", () => {
  const remove = "  attributes: {actions: [{action: delete, pattern: gen_ai}]}";
  expect(judge(remove, {}, "logs").verdict).toBe("kept");
  expect(judge(remove, {}, "metrics").verdict).toBe("kept");
  expect(judge(remove, { contexts: ["resource"] }, "logs").verdict).toBe("broken");
  const resource = "  resource: {attributes: [{action: delete, pattern: gen_ai}]}";
  expect(judge(resource, { contexts: ["resource"] }, "logs").verdict).toBe("kept");
});

test("through a connector to another signal go the attributes that its options name", () => {
  const through = (dimensions: string, connector = "span_metrics") =>
    evaluatePolicy(
      { kind: "attributes-removed", attributes: ["user.*"], signals: ["metrics"] },
      `receivers: {otlp: }
connectors: {${connector}: {dimensions: [${dimensions}]}}
exporters: {otlp: {endpoint: "x:4317"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [${connector}]}
    metrics: {receivers: [${connector}], exporters: [otlp]}`,
    );
  expect(through("{name: http.route}").verdict).toBe("kept");
  expect(through("{name: user.email}")).toMatchObject({
    verdict: "broken",
    witness: { attribute: "user.email" },
  });
  expect(through("", "unheard_of").verdict).toBe("cannot-tell");
});

test("thousands of copies cannot be told, in bounded work", () => {
  const statements = Array.from(
    { length: 3000 },
    (_, index) =>
      `'set(attributes["gen_ai.prompt${index}"], attributes["gen_ai.prompt${index + 1}"])'`,
  );
  const body = `{trace_statements: [{context: span, statements: [${statements.join(", ")}]}]}`;
  const rule = { ...SPANS, attributes: ["gen_ai.prompt*"] };
  expect(judge(`  transform: ${body}`, rule).verdict).toBe("cannot-tell");
});
