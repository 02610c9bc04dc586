import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { contains } from "../contains/contains.js";
import { checkConfig } from "../findings/check-config.js";
import { parseConfig } from "../parse/parse.js";
import { importConfig } from "./import-config.js";

const folder = new URL("../../testdata/", import.meta.url);
const recorded = (name: string): string => readFileSync(new URL(name, folder), "utf8");

const supervised = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

test.each(supervised.filter((name) => recorded(name).includes("receivers:\n")))(
  "%s becomes a configuration that it contains",
  (name) => {
    const effective = recorded(name);
    const { content } = importConfig(effective);
    expect(contains(content ?? "", effective)).toMatchObject({
      verdict: "contains",
      differences: [],
    });
    const errors = checkConfig(content ?? "").findings.filter((one) => one.severity === "error");
    expect(errors.filter(({ code }) => code !== "redacted-value")).toEqual([]);
    expect(importConfig(content ?? "")).toMatchObject({ content });
  },
);

test("a supervisor's parts and what says nothing are left out", () => {
  const { content, removed, incomplete } = importConfig(recorded("supervisor-batch.yaml"));
  expect(removed).toEqual([
    "extensions.opamp",
    "service.telemetry.resource",
    "service.telemetry.logs.encoding",
    "service.telemetry.logs.output_paths",
    "service.telemetry.logs.error_output_paths",
    "service.extensions.opamp",
  ]);
  expect(incomplete).toEqual([]);
  expect(content).not.toMatch(/opamp|null|\{\}|\[\]/);
  expect(content?.split("\n")[0]).toBe("receivers:");
});

const PRINTED = `exporters:
    nop: {}
    otlp:
        endpoint: tempo:4317
        headers:
            - name: authorization
              value: '[REDACTED]'
        sending_queue: null
processors:
    attributes:
        actions:
            - key: price
              value: \${AMOUNT} $$5 $5
receivers:
    hostmetrics:
        collection_interval: 30s
service:
    pipelines:
        metrics:
            exporters: [otlp, nop]
            processors: []
            receivers: [hostmetrics]
`;

test("secrets and options that are not printed have to be written again", () => {
  const { content, removed, incomplete } = importConfig(PRINTED);
  expect(removed).toEqual([]);
  expect(incomplete).toEqual(["receivers.hostmetrics.scrapers", "exporters.otlp.headers.0.value"]);
  expect(content).toMatch(/value: \$\$\{AMOUNT\} \$\$\$\$5 \$\$5/);
  expect(content).toContain("sending_queue:\n      enabled: false");
  expect(content).toContain("  nop: {}");
});

test("aliases and merge keys are written out, since sections change places", () => {
  const { content } = importConfig(`service: {telemetry: &t {logs: {level: warn}}}
x: &x {receivers: &r {nop: , otlp: {protocols: &p {grpc: {endpoint: a}}}}, nop: {}}
receivers: {<<: *r, zipkin: *p, otlp: {timeout: 1s}}
exporters: {debug: *t}
`);
  expect(parseConfig(content ?? "").problems).toEqual([]);
  expect(content).not.toMatch(/[&*]|<</);
  expect(parse(content ?? "")).toMatchObject({
    receivers: { zipkin: { grpc: { endpoint: "a" } }, otlp: { timeout: "1s" }, nop: null },
    exporters: { debug: { logs: { level: "warn" } } },
  });
});

test("what cannot be read gives nothing", () => {
  for (const text of ["", "a: [", "- a"]) expect(importConfig(text).content).toBe(null);
});

test.each([
  ["none", []],
  ["hmac-sha256", ["processors.redaction/prompts.hmac_key"]],
])(
  "a key that the Collector masks although it may be unset: hash_function %s",
  (hash, expected) => {
    const text = `processors:
    redaction/prompts:
        allow_all_keys: true
        hash_function: ${hash}
        hmac_key: '[REDACTED]'
`;
    const { content, incomplete } = importConfig(text);
    expect(incomplete).toEqual(expected);
    expect(content?.includes("hmac_key")).toBe(expected.length > 0);
  },
);

test("a masked part of an address has to be written again too", () => {
  const text =
    'exporters:\n    otlp:\n        endpoint: http://ada:[REDACTED]@tempo:4317\n        authority: ""\n';
  expect(importConfig(text).incomplete).toEqual(["exporters.otlp.endpoint"]);
});
