/** Configurations that differ in how they are written and in what a Collector makes of them, by what each is about. */
export const manyConfigs = (port: number): Readonly<Record<string, string>> => {
  const otlp = `receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:${port}"}}}}`;
  const quiet = "telemetry: {metrics: {level: none}}";
  const traces = (processors: string, exporters = "debug") =>
    `service: {${quiet}, pipelines: {traces: {receivers: [otlp], processors: [${processors}], exporters: [${exporters}]}}}`;
  const withProcessor = (name: string, body: string) =>
    `${otlp}\nprocessors: {${name}: ${body}}\nexporters: {debug: }\n${traces(name)}\n`;
  const withExporter = (name: string, body: string) =>
    `${otlp}\nexporters: {${name}: ${body}}\n${traces("", name)}\n`;
  return {
    "defaults only": `${otlp}\nexporters: {debug: }\n${traces("")}\n`,
    "durations in other units": withProcessor("batch", "{timeout: 2500ms, send_batch_size: 100}"),
    "a duration as nanoseconds": withProcessor("batch", "{timeout: 3000000000}"),
    "a fraction of a second": withProcessor("batch", "{timeout: 0.25s, send_batch_max_size: 0}"),
    "numbers with underscores and octal": withProcessor(
      "batch",
      "{send_batch_size: 8_192, metadata_cardinality_limit: 0o17}",
    ),
    "a limiter by percentage": withProcessor(
      "memory_limiter",
      "{check_interval: 1s, limit_percentage: 75, spike_limit_percentage: 15}",
    ),
    "a limiter by size": withProcessor(
      "memory_limiter",
      "{check_interval: 1000ms, limit_mib: 512}",
    ),
    "words in any case": withExporter("debug", "{verbosity: Detailed, sampling_initial: 5}"),
    "the zero word": withExporter("debug", "{verbosity: basic}"),
    "nothing exported": withExporter("nop", "{}"),
    attributes: withProcessor(
      "attributes/tag",
      "{actions: [{key: team, value: payments, action: upsert}, {key: secret, action: delete}]}",
    ),
    "attributes from numbers and booleans": withProcessor(
      "attributes",
      "{actions: [{key: n, value: 17, action: insert}, {key: b, value: false, action: insert}]}",
    ),
    redaction: withProcessor(
      "redaction/prompts",
      '{allow_all_keys: true, blocked_values: ["4[0-9]{12}"], summary: silent}',
    ),
    sampling: withProcessor("probabilistic_sampler", "{sampling_percentage: 12.5, hash_seed: 22}"),
    "an exporter by its older name": withExporter(
      "otlphttp/tempo",
      '{endpoint: "http://127.0.0.1:9", retry_on_failure: {max_elapsed_time: 300s}, sending_queue: {queue_size: 50}}',
    ),
    "queue and retry off": withExporter(
      "otlp",
      '{endpoint: "127.0.0.1:9", tls: {insecure: true}, sending_queue: {enabled: false}, retry_on_failure: {enabled: false}}',
    ),
    "a secret in a header": withExporter(
      "otlphttp",
      '{endpoint: "http://127.0.0.1:9", headers: {authorization: "Bearer ${env:FLEET_TEST_TOKEN}", x-tenant: blue}}',
    ),
    "the environment": withExporter(
      "otlphttp",
      '{endpoint: "${env:FLEET_TEST_BACKEND}", compression: "${env:FLEET_TEST_COMPRESSION:-gzip}", timeout: 10s}',
    ),
    "the environment inside a text": withProcessor(
      "attributes",
      '{actions: [{key: where, value: "zone-${env:FLEET_TEST_ZONE}-a", action: upsert}, {key: price, value: "$$5", action: upsert}]}',
    ),
    "two protocols, cors and a size": `receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:${port}
        max_request_body_size: 1048576
        cors: {allowed_origins: ["http://one.example", "http://*.two.example"]}
exporters: {debug: }
${traces("")}
`,
    "anchors, merge keys and comments": `# told once
${otlp}
exporters:
  debug: &d {sampling_initial: 3}
  debug/two: {<<: *d, sampling_thereafter: 7}
service:
  ${quiet}
  pipelines:
    traces: &p {receivers: [otlp], exporters: [debug, debug/two]}
    metrics: *p
    logs: {<<: *p, exporters: [debug]}
`,
    "order of processors": `${otlp}
processors: {batch: , memory_limiter: {check_interval: 1s, limit_mib: 400}, attributes: {actions: [{key: a, action: delete}]}}
exporters: {debug: }
${traces("memory_limiter, attributes, batch")}
`,
    "unused components": `${otlp}
processors: {batch/spare: {timeout: 9s}}
exporters: {debug: , nop: }
extensions: {health_check: {endpoint: "127.0.0.1:0"}}
${traces("")}
`,
    "host metrics with scrapers": `receivers: {hostmetrics: {collection_interval: 30s, scrapers: {load: {cpu_average: true}, memory: }}}
exporters: {debug: }
service: {${quiet}, pipelines: {metrics: {receivers: [hostmetrics], exporters: [debug]}}}
`,
    "an extension": `${otlp}
exporters: {debug: }
extensions: {health_check: {endpoint: "127.0.0.1:0", path: /alive}}
service: {${quiet}, extensions: [health_check], pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}
`,
    "own telemetry": `${otlp}
exporters: {debug: }
service:
  telemetry:
    logs: {level: warn, initial_fields: {team: payments}, sampling: {enabled: false}}
    metrics: {level: none}
  pipelines: {traces: {receivers: [otlp], exporters: [debug]}}
`,
    "own telemetry with a resource": `${otlp}
exporters: {debug: }
service:
  telemetry:
    resource: {team: payments}
    metrics: {level: none}
  pipelines: {traces: {receivers: [otlp], exporters: [debug]}}
`,
  };
};
