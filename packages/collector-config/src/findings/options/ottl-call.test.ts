import { expect, test } from "vitest";
import { checkConfig } from "../check-config.js";

function faultsOf(statement: string, context: string): readonly string[] {
  const text = `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  transform:
    trace_statements:
      - {context: ${context}, statements: [${JSON.stringify(statement)}]}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [transform], exporters: [debug]}
`;
  return checkConfig(text)
    .findings.filter(({ code }) => code === "ottl-statement")
    .map(({ message }) => message);
}

test.each([
  ["too few", "set(name)", '"set" takes 2 arguments, not 1'],
  ["too many", 'set(name, "a", "b")', '"set" takes 2 arguments, not 3'],
  ["some may be left out", "limit(attributes, 1)", '"limit" takes 3 arguments, not 2'],
  ["a text for a number", 'limit(attributes, "1", [])', '"limit" is to be written as a whole'],
  ["what is worked out for a number", "truncate_all(attributes, -1)", "a whole number"],
  ["a text for a list", 'keep_keys(attributes, "a")', '"keys" is to be written as a list'],
  ["a text for a path", 'set("name", "a")', '"target" is to be written as a path'],
  ["an unknown name", "flatten(attributes, dept=2)", 'no parameter "dept"'],
  ["a name before none", 'flatten(target=attributes, "x")', "follows one with a name"],
  ["a pattern", 'set(name, "a") where IsMatch(name, "a(b")', "( is not closed"],
  ["a pattern that looks ahead", 'delete_matching_keys(attributes, "^(?!a)")', "looks around"],
  [
    "a word of no enumeration",
    "set(kind, SPAN_KIND_SERVR)",
    'no enumeration has "SPAN_KIND_SERVR"',
  ],
  ["a key behind a dot", "set(name, attributes.route)", 'nothing stands below "attributes"'],
  ["a piece within", 'set(spanevent.name, "a")', 'a span does not reach "spanevent"'],
])("refused, %s: %s", (_, statement, reason) => {
  expect(faultsOf(statement, "span").join()).toContain(reason);
});

test.each([
  'set(name, Substring("abc", 0, 1))',
  "flatten(attributes, depth=2)",
  'replace_pattern(name, "a\\\\d+", "b", SHA256)',
  "truncate_all(attributes, 10, utf8_safe=true)",
  "keep_matching_keys(attributes, Concat([name, name], name))",
  "set(kind, SPAN_KIND_SERVER) where status.code == STATUS_CODE_ERROR",
  'set(attributes["a.b"], trace_id.string)',
  'set(resource.attributes["a"], span.name)',
])("taken: %s", (statement) => {
  expect(faultsOf(statement, "span")).toEqual([]);
});

test("a piece reaches what it stands in", () => {
  expect(faultsOf('set(spanevent.attributes["a"], span.name)', "spanevent")).toEqual([]);
});
