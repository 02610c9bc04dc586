import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { OptionNode } from "../../catalogue/catalogue.js";
import { loadCatalogue } from "../../catalogue/load.js";
import { applyEdit } from "../../finding.js";
import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import { checkConfig } from "../check-config.js";
import type { CheckOptions } from "../check-options.js";

const catalogue = (await loadCatalogue("0.159.0")) ?? undefined;
const OPTIONS: CheckOptions = {
  ...(catalogue === undefined ? {} : { catalogue }),
  levels: ["structure", "options"],
};

/** A whole configuration around some parts of it. */
function around(
  parts: string,
  pipelines = "traces: {receivers: [otlp], exporters: [debug]}",
): string {
  const own = ["receivers", "exporters"].filter((name) => !parts.includes(`${name}:`));
  const rest = own.map((name) =>
    name === "receivers" ? "receivers: {otlp: {protocols: {grpc: }}}\n" : "exporters: {debug: }\n",
  );
  return `${rest.join("")}${parts}\nservice:\n  pipelines:\n    ${pipelines}\n`;
}

const receiver = (body: string) => around(`receivers: {otlp: {protocols: {grpc: }}, ${body}}`);
const processor = (body: string) => around(`processors: {${body}}`);
const exporter = (body: string) => around(`exporters: {debug: , ${body}}`);
const extension = (body: string) => around(`extensions: {${body}}`);
const telemetry = (body: string) => `${around("")}  telemetry: {${body}}\n`;

function errors(text: string, options: CheckOptions = OPTIONS): string[] {
  return checkConfig(text, options)
    .findings.filter((each) => each.severity === "error")
    .map((each) => each.code);
}

test.each([
  ["unknown-option", processor("batch: {time_out: 5s}")],
  ["unknown-option", processor("batch: {sendBatchSize: 5}")],
  ["unknown-option", receiver("otlp/2: {protocols: {tcp: }}")],
  ["unknown-option", exporter("nop: {retry: true}")],
  ["unknown-option", telemetry("logs: {levels: info}")],
  ["unknown-option", receiver("prometheus: {config: {scrape_configs: [{job_name: a, port: 1}]}}")],
  ["option-type", processor('batch: {send_batch_size: "512"}')],
  ["option-type", processor("batch: {send_batch_size: many}")],
  ["option-type", exporter('otlp_grpc: {endpoint: "a:1", tls: {insecure: "true"}}')],
  ["option-type", exporter("otlp_grpc: {endpoint: 4317}")],
  ["option-type", exporter('otlp_grpc: {endpoint: "a:1", headers: {a: 1}}')],
  ["option-type", receiver("file_log: {include: {a: b}}")],
  ["option-type", receiver("otlp/2: {protocols: {grpc: {endpoint: [a]}}}")],
  ["option-type", receiver("host_metrics: {scrapers: {disk: {exclude: {devices: {a: b}}}}}")],
  ["option-type", processor("transform: {log_statements: [{statements: [1]}]}")],
  ["option-type", telemetry("metrics: {readers: {a: b}}")],
  ["option-enum", exporter("debug/2: {verbosity: loud}")],
  ["option-enum", telemetry("metrics: {level: lots}")],
  ["option-enum", receiver("file_log: {include: [a], operators: [{type: JSON}]}")],
  ["option-duration", processor("batch: {timeout: 1d}")],
  ["option-duration", processor('batch: {timeout: "5"}')],
  ["option-duration", processor("batch: {timeout: 5x}")],
  ["option-number-range", processor("batch: {send_batch_size: -1}")],
  ["option-required", receiver("file_log: {include: [a], operators: [{parse_from: body}]}")],
  ["ottl-statement", processor("transform: {log_statements: ['set(log.body, \"a\"']}")],
  ["ottl-statement", processor("transform: {log_statements: ['sett(log.body, \"a\")']}")],
  ["ottl-statement", processor("transform: {log_statements: ['set(body, \"a\")']}")],
  ["ottl-statement", processor("filter: {traces: {span: ['nam == \"a\"']}}")],
  ["option-value", processor("batch: {send_batch_max_size: 10}")],
  ["option-value", processor("batch: {metadata_keys: [a, A]}")],
  ["option-value", processor("memory_limiter: {check_interval: 0s, limit_mib: 9}")],
  [
    "option-value",
    processor("memory_limiter: {check_interval: 1s, limit_mib: 9, spike_limit_mib: 9}"),
  ],
  ["option-value", processor("probabilistic_sampler: {sampling_percentage: -1}")],
  ["option-value", exporter('otlp_grpc: {endpoint: "backend"}')],
  ["option-value", exporter('otlp_grpc: {endpoint: "a:1", tls: {cert_file: a.pem}}')],
  ["option-value", exporter('otlp_grpc: {endpoint: "a:1", sending_queue: {queue_size: 0}}')],
  ["option-enum", exporter('otlp_http: {endpoint: "http://a", compression: brotli}')],
  ["option-value", exporter("file: {path: a, append: true, rotation: {max_backups: 1}}")],
  ["option-value", receiver("otlp/2: {protocols: {grpc: {tls: {min_version: '1.2'}}}}")],
  ["option-value", receiver("host_metrics: {scrapers: {gpu: }}")],
  [
    "option-value",
    receiver("prometheus: {config: {scrape_configs: [{job_name: a, scrape_interval: 30}]}}"),
  ],
  ["option-value", receiver("prometheus: {config: {global: {scrape_interval: 0.0}}}")],
  ["option-value", exporter("debug/2: {verbosity: 3}")],
  ["option-enum", exporter('debug/2: {verbosity: "1"}')],
  ["option-value", extension("basicauth: {}")],
  ["option-value", extension("health_check: {path: health}")],
  ["option-value", telemetry("metrics: {readers: []}")],
  ["option-value", processor("logdedup: {exclude_fields: [time]}")],
  ["option-value", processor("logdedup: {interval: 0s}")],
  ["option-value", receiver("docker_stats: {api_version: '1.20'}")],
  ["option-value", extension("oidc: {audience: a}")],
  ["option-value", extension("opamp: {server: {}}")],
  ["option-value", extension("opamp: {server: {ws: {endpoint: a}, http: {endpoint: a}}}")],
])("%s: %s", (code, text) => {
  expect(errors(text)).toContain(code);
});

test.each([
  ["null anywhere", processor("batch: {timeout: , send_batch_size: ~}")],
  ["nanoseconds", processor("batch: {timeout: 5}")],
  [
    "numbers as the Collector reads them",
    processor("batch: {send_batch_size: 1_000.5, send_batch_max_size: 0}"),
  ],
  ["words in any case", exporter("debug/2: {verbosity: DETAILED}")],
  ["one text for a list", receiver('file_log: {include: "/a,/b"}')],
  [
    "what the environment gives",
    processor('batch: {send_batch_size: "${env:SIZE}", timeout: "${env:T}s"}'),
  ],
  [
    "headers as a map and as a list",
    exporter(
      'otlp_grpc: {endpoint: "a:1", headers: {a: b}}, otlp_http: {endpoint: "http://a", headers: [{name: a, value: b}]}',
    ),
  ],
  ["paths in keys", receiver("otlp/2: {protocols::grpc::endpoint: 'localhost:1'}")],
  [
    "a section switched off",
    exporter('otlp_grpc: {endpoint: "a:1", sending_queue: {enabled: false}}'),
  ],
  ["sizes", receiver("file_log: {include: [a], max_log_size: 2MiB}")],
  ["options that a receiver passes over", receiver("host_metrics: {scrapers: {cpu: }, other: 1}")],
  [
    "a regex that is a boolean",
    receiver(
      "prometheus: {config: {scrape_configs: [{job_name: a, relabel_configs: [{action: keep, regex: true}]}]}}",
    ),
  ],
  [
    "statements with contexts",
    processor(
      'transform: {trace_statements: [{context: span, statements: [\'set(attributes["a"], 1) where name == "b"\']}]}',
    ),
  ],
  [
    "no statements at all",
    processor("transform: {log_statements: [{context: log, statements: }]}"),
  ],
  ["a component of the build's own", exporter("vault_of_ours: {anything: 1}")],
  ["levels by number", telemetry("metrics: {level: 1}, logs: {level: WARN}")],
  ["verbosity by number", exporter("debug/2: {verbosity: 1}, debug/3: {verbosity: 2.9}")],
  [
    "spans of zero without a unit",
    receiver(
      "prometheus: {config: {global: {scrape_interval: 0}, scrape_configs: [{job_name: a, scrape_interval: 00}]}}",
    ),
  ],
])("%s passes", (_name, text) => {
  expect(errors(text)).toEqual([]);
});

test("of another version than the catalogue's, options are warned about", () => {
  const text = processor("batch: {time_out: 5s, send_batch_size: many}");
  const { findings } = checkConfig(text, { ...OPTIONS, version: "v0.151.0" });
  const option = findings.filter((each) => each.code.includes("option"));
  expect(option.map((each) => each.severity)).toEqual(["warning", "warning"]);
  expect(errors(text, { levels: ["structure", "options"] })).toEqual([]);
});

test.each([
  ["send_batch_size: '512'", "send_batch_size: 512"],
  ["timeout: 1d", "timeout: 24h"],
  ["time_out: 5s", "timeout: 5s"],
])("the edit turns %s into %s", (bad, good) => {
  const text = processor(`batch: {${bad}}`);
  const edits = checkConfig(text, OPTIONS).findings.flatMap((each) => each.edit ?? []);
  expect(edits.reduce(applyEdit, text)).toBe(processor(`batch: {${good}}`));
});

/** A value that fits an option, shallow. */
function fitting(option: OptionNode, depth: number): fc.Arbitrary<unknown> {
  const [first] = option.alternatives ?? [];
  if (first !== undefined) return fitting(first, depth);
  switch (option.kind) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.nat(1000);
    case "number":
      return fc.integer({ min: 0, max: 9 });
    case "duration":
      return fc.constantFrom("5s", "1h30m", "100ms", 5);
    case "size":
      return fc.constantFrom("1MiB", 4096);
    case "string":
      return option.enum === undefined
        ? fc.constantFrom("a", "b:1")
        : fc.constantFrom(...option.enum);
    case "array":
      return fc.array(fitting(option.items ?? { kind: "any" }, depth + 1), { maxLength: 2 });
    case "object": {
      if (depth > 3) return fc.constant({});
      const own = Object.entries(option.options ?? {}).slice(0, 40);
      const chosen = fc.subarray(own, { maxLength: Math.min(3, own.length) });
      return chosen.chain((entries) =>
        fc.record(
          Object.fromEntries(entries.map(([name, node]) => [name, fitting(node, depth + 1)])),
        ),
      );
    }
    case "any":
      return fc.constant(null);
  }
}

/** What only the types of options decide. */
const BY_TYPE = [
  "unknown-option",
  "option-type",
  "option-enum",
  "option-duration",
  "option-number-range",
];

test("options that fit the catalogue are never called wrong, for every component", () => {
  if (catalogue === undefined) throw new Error("There is no catalogue of 0.159.0.");
  for (const kind of COMPONENT_CLASSES) {
    for (const type of catalogue.types(kind)) {
      const options = catalogue.component(kind, type)?.options ?? null;
      if (options === null) continue;
      fc.assert(
        fc.property(fitting(options, 0), (body) => {
          const config = JSON.stringify({ [SECTIONS[kind]]: { [type]: body } });
          const wrong = checkConfig(config, OPTIONS).findings.filter(
            (each) => each.severity === "error" && BY_TYPE.includes(each.code),
          );
          expect(wrong).toEqual([]);
        }),
        { numRuns: 5, seed: 159 },
      );
    }
  }
});
