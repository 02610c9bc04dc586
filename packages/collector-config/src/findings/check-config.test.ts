import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "../finding.js";
import { FINDINGS_MAX } from "../parse/limits.js";
import { checkConfig as checkAll } from "./check-config.js";
import type { CheckOptions } from "./check-options.js";

const BASE = `receivers:
  otlp:
    protocols: {grpc: }
processors:
  batch:
exporters:
  debug:
connectors:
  forward:
  spanmetrics:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
`;

/** Only what the Collector refuses; advice has tests of its own. */
const checkConfig = (text: string, options: CheckOptions = {}) =>
  checkAll(text, { levels: ["structure"], ...options });

function codes(text: string, options: CheckOptions = {}): string[] {
  return checkConfig(text, options).findings.map((each) => each.code);
}

function changed(from: string, to: string): string {
  expect(BASE).toContain(from);
  return BASE.replace(from, () => to);
}

const PIPES = BASE.indexOf("    traces:");
const withPipelines = (text: string): string => BASE.slice(0, PIPES) + text;

test("a sound configuration has no findings", () => {
  expect(codes(BASE)).toEqual([]);
});

test.each([
  ["unknown-top-level-key", changed("service:", "x-common: {}\nservice:")],
  ["unknown-service-key", changed("  pipelines:", "  pipes: {}\n  pipelines:")],
  ["unknown-service-key", changed("  pipelines:", "  telemetry: {metric: {}}\n  pipelines:")],
  ["unknown-pipeline-key", changed("      processors", "      procesors: []\n      processors")],
  ["section-kind", changed("connectors:", "extensions: [a]\nconnectors:")],
  ["section-kind", changed("connectors:", 'extensions: ""\nconnectors:')],
  ["no-receivers", "exporters: {debug: }\nservice: {pipelines: {traces: {exporters: [debug]}}}"],
  ["no-exporters", changed("exporters:\n  debug:\n", "exporters: {}\n")],
  ["component-id", changed("  debug:\n", "  debug:\n  my-otlp:\n")],
  ["component-id", changed("  debug:\n", "  debug:\n  debug/:\n")],
  ["component-id", changed("  debug:\n", "  debug:\n  /debug:\n")],
  ["component-id", changed("  debug:\n", "  debug:\n  17:\n")],
  ["component-id", changed("  debug:\n", "  debug:\n  ${env:K}:\n")],
  ["duplicate-id", changed("  debug:\n", '  debug:\n  debug/a:\n  "debug / a":\n')],
  ["ambiguous-id", changed("  debug:\n", "  debug:\n  forward:\n")],
  ["component-body", changed("  debug:\n", "  debug: false\n")],
  ["component-body", changed("  debug:\n", "  debug: [a]\n")],
  ["component-body", changed("  debug:\n", '  debug: ""\n')],
  ["component-required", changed("    protocols: {grpc: }\n", "")],
  ["component-required", changed("  batch:\n", "  batch:\n  memory_limiter:\n")],
  ["no-pipelines", withPipelines("    {}")],
  ["no-pipelines", "receivers: {otlp: {protocols: {grpc: }}}\nexporters: {debug: }\nservice:"],
  ["pipeline-id", changed("traces:", "Traces:")],
  ["pipeline-id", changed("traces:", "events:")],
  ["profiles-gate", changed("traces:", "profiles:")],
  ["pipeline-kind", changed("[otlp]", "otlp")],
  ["pipeline-kind", withPipelines("    traces: [otlp]")],
  ["pipeline-kind", changed("[otlp]", "[otlp, {a: 1}]")],
  ["pipeline-incomplete", changed("      receivers: [otlp]\n", "")],
  ["pipeline-incomplete", withPipelines("    traces:")],
  ["undefined-reference", changed("[otlp]", "[otlp/2]")],
  ["undefined-reference", changed("[debug]", "[otlp]")],
  ["undefined-reference", changed("  pipelines:", "  extensions: [health_check]\n  pipelines:")],
  ["processor-twice", changed("[batch]", "[batch, batch]")],
  ["connector-one-sided", changed("[otlp]", "[otlp, forward]")],
  [
    "connector-signals",
    changed("[debug]", "[forward]") + "    logs: {receivers: [forward], exporters: [debug]}\n",
  ],
  ["connector-cycle", changed("[otlp]", "[otlp, forward]").replace("[debug]", "[forward]")],
  [
    "signal-unsupported",
    changed("  batch:", "  batch:\n  tail_sampling: {}")
      .replace("[batch]", "[tail_sampling]")
      .replace("traces:", "logs:"),
  ],
  ["reference-syntax", changed("  debug:\n", "  debug: {verbosity: '${V:-basic}'}\n")],
  ["removed-component", changed("  debug:\n", "  logging:\n  debug:\n")],
  [
    "removed-option",
    changed("  pipelines:", "  telemetry: {metrics: {address: ':8888'}}\n  pipelines:"),
  ],
  [
    "removed-option",
    changed(
      "  batch:\n",
      "  memory_limiter: {check_interval: 1s, limit_mib: 9, ballast_size_mib: 3}\n",
    ).replace("[batch]", "[memory_limiter]"),
  ],
])("%s is found", (code, text) => {
  expect(codes(text)).toContain(code);
  const errors = checkConfig(text).findings.filter((each) => each.code === code);
  for (const each of errors) {
    expect(each.severity).toBe("error");
    expect(each.message.length * each.remedy.length).toBeGreaterThan(0);
  }
});

test.each([
  [
    "an unused broken-looking name",
    changed("  debug:\n", "  debug:\n  debug/a.b/c:\n  debug/größe:\n"),
  ],
  [
    "receivers and exporters listed twice",
    changed("[otlp]", "[otlp, otlp]").replace("[debug]", "[debug, debug]"),
  ],
  ["null and missing processors", changed("processors: [batch]", "processors:")],
  [
    "null sections",
    BASE.replace("connectors:\n  forward:\n  spanmetrics:\n", "connectors:\nextensions:\n"),
  ],
  [
    "one connector into several pipelines",
    changed("[debug]", "[forward, spanmetrics]") +
      "    traces/2: {receivers: [forward], exporters: [debug]}\n    traces/3: {receivers: [forward], exporters: [debug]}\n    metrics: {receivers: [spanmetrics], exporters: [debug]}\n",
  ],
  ["a body from the environment", changed("  debug:\n", "  debug: ${env:BODY}\n")],
  ["a list item from the environment", changed("[debug]", '["${env:EXPORTER}"]')],
  ["a list from the environment", changed("[debug]", "${env:EXPORTERS}")],
  [
    "a connector and an open pipeline",
    changed("[debug]", "[forward]") + "    traces/2: ${file:more.yaml}\n",
  ],
  [
    "double colons",
    changed("    protocols: {grpc: }", "    protocols::grpc::endpoint: localhost:4317"),
  ],
])("%s passes", (_name, text) => {
  expect(checkConfig(text).findings).toEqual([]);
});

test("messages name the place, the nearest name and the replacement", () => {
  const [finding] = checkConfig(changed("[batch]", "[bacth]")).findings;
  expect(finding).toMatchObject({
    line: 15,
    column: 20,
    path: ["service", "pipelines", "traces", "processors", "0"],
    message:
      'The pipeline "traces" names the processor "bacth", which is not defined in processors.',
    remedy: 'Name "batch", or define "bacth".',
  });
});

test.each([
  ["a reference", changed("[batch]", "[bacth]"), BASE],
  ["a pipeline", changed("traces:", "trace:"), BASE],
  ["a list", changed("[otlp]", "otlp"), BASE],
  [
    "a default",
    changed("  debug:\n", "  debug: {verbosity: '${V:-basic}'}\n"),
    changed("  debug:\n", "  debug: {verbosity: '${env:V:-basic}'}\n"),
  ],
  ["a removed exporter, everywhere", BASE.replaceAll("debug", "logging"), BASE],
  [
    "a removed exporter with an option of another name",
    BASE.replaceAll("debug", "logging").replace("logging:", "logging: {loglevel: debug}"),
    BASE.replace("debug:", "debug: {verbosity: detailed}"),
  ],
])("the edit repairs %s", (_name, broken, repaired) => {
  const edits = checkConfig(broken).findings.flatMap((each) => each.edit ?? []);
  expect(edits).toHaveLength(1);
  expect(edits.reduce(applyEdit, broken)).toBe(repaired);
});

test("the metrics address becomes a reader", () => {
  const text = changed(
    "  pipelines:",
    "  telemetry:\n    metrics:\n      address: 0.0.0.0:8888\n  pipelines:",
  );
  const edit = checkConfig(text).findings[0]?.edit;
  expect(edit).toBeDefined();
  const repaired = edit === undefined ? "" : applyEdit(text, edit);
  expect(repaired).toContain(
    'readers: [{pull: {exporter: {prometheus: {host: "0.0.0.0", port: 8888}}}}]',
  );
  expect(codes(repaired)).toEqual([]);
});

test("options: version, gates, an agent that still has what was removed", () => {
  const logging = BASE.replaceAll("debug", "logging");
  expect(checkConfig(logging, { version: "v0.90.0" }).findings[0]?.severity).toBe("warning");
  expect(
    codes(changed("traces:", "profiles:"), { featureGates: ["service.profilesSupport"] }),
  ).toEqual([]);
  const none = "receivers: {}\nexporters: {}\nservice: {pipelines: {}}";
  expect(codes(none, { featureGates: ["service.AllowNoPipelines"] })).toEqual([]);
  const components = {
    receivers: { otlp: {} },
    processors: { batch: {} },
    exporters: { logging: {} },
    connectors: { forward: {}, span_metrics: {} },
    extensions: {},
  };
  expect(codes(logging, { components })).toEqual([]);
});

test("findings come in reading order, and checking never throws", () => {
  const words = fc.constantFrom(
    "receivers",
    "otlp",
    "service",
    "pipelines",
    "traces",
    "forward",
    "connectors",
    "exporters",
    "debug",
    ": ",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    "${env:A}",
    "null",
    "1",
    ", ",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 50 }), (parts) => {
      const { findings } = checkConfig(parts.join(""));
      const lines = findings.map((each) => each.line);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
    }),
    { numRuns: 300, seed: 4320 },
  );
});

test("thousands of unknown names get their findings, and the first ones a suggestion", () => {
  const names = (stem: string) =>
    Array.from({ length: 2000 }, (_, i) => `${stem}${i}/${"b".repeat(40)}${i}`);
  const defined = names("aaaa").map((name) => `  ${name}: {}\n`);
  const text = `receivers:\n${defined.join("")}exporters: {debug: }\nservice: {pipelines: {traces: {receivers: [${names("aaab")}], exporters: [debug]}}}\n`;
  const { findings } = checkConfig(text);
  const undefinedOnes = findings.filter(({ code }) => code === "undefined-reference");
  expect(undefinedOnes).toHaveLength(FINDINGS_MAX);
  expect(undefinedOnes[0]?.edit).toBeDefined();
  expect(undefinedOnes.at(-1)?.edit).toBeUndefined();
});

test("keys without end in the wrong place are FINDINGS_MAX findings", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `key${i}: 1\n`);
  expect(checkConfig(BASE + keys.join("")).findings).toHaveLength(FINDINGS_MAX);
});
