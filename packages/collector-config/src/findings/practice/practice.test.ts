import { expect, test } from "vitest";
import { applyEdit } from "../../finding.js";
import { checkConfig } from "../check-config.js";
import type { CheckOptions } from "../check-options.js";

const BASE = `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80}
  batch:
exporters:
  otlp_http: {endpoint: "https://collector.vendor.com"}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlp_http]
`;

const findings = (text: string, options: CheckOptions = {}) =>
  checkConfig(text, { levels: ["practice"], ...options }).findings;
const codes = (text: string) => findings(text).map((each) => each.code);

function changed(...pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, BASE);
}

test("a configuration as it should be gets no advice", () => {
  expect(findings(BASE)).toEqual([]);
});

test.each([
  [
    "a limiter that is an extension",
    "memory-limiter-missing",
    changed(
      ["  memory_limiter: {check_interval: 1s, limit_percentage: 80}\n", ""],
      ["memory_limiter, ", ""],
    ) + "  extensions: [memory_limiter]\n",
  ],
  [
    "receivers that fetch",
    "memory-limiter-missing",
    changed(
      ["  otlp: {protocols: {grpc: {}}}", "  host_metrics: {scrapers: {cpu: {}}}"],
      ["[otlp]", "[host_metrics]"],
      ["memory_limiter, ", ""],
    ),
  ],
  [
    "processors that only the agent knows",
    "memory-limiter-missing",
    changed(["[memory_limiter, batch]", "${env:PROCESSORS}"]),
  ],
  [
    "an exporter that prints and nothing else",
    "debug-exporter",
    changed(
      ['otlp_http: {endpoint: "https://collector.vendor.com"}', "debug: {verbosity: detailed}"],
      ["[otlp_http]", "[debug]"],
    ),
  ],
  [
    "an address of its own",
    "listens-everywhere",
    changed(["grpc: {}", 'grpc: {endpoint: "${env:POD_IP}:4317"}']),
  ],
  [
    "clients with certificates",
    "listens-everywhere",
    changed(["grpc: {}", 'grpc: {endpoint: "0.0.0.0:4317", tls: {client_ca_file: /ca.pem}}']),
  ],
  [
    "a host of the cluster",
    "plain-text-transport",
    changed(["https://collector.vendor.com", "http://tempo.monitoring.svc.cluster.local:4318"]),
  ],
  [
    "a name in a namespace",
    "plain-text-transport",
    changed(["https://collector.vendor.com", "http://tempo.monitoring:4318"]),
  ],
  [
    "a private address",
    "plain-text-transport",
    changed(["https://collector.vendor.com", "http://10.2.3.4:4318"]),
  ],
  [
    "a host that only the agent knows",
    "plain-text-transport",
    changed(["https://collector.vendor.com", "http://${env:HOST}:4318"]),
  ],
  [
    "a reference",
    "plain-text-secret",
    changed(['vendor.com"', 'vendor.com", headers: {api-key: "${env:KEY}"}']),
  ],
  [
    "a placeholder",
    "plain-text-secret",
    changed(['vendor.com"', 'vendor.com", headers: {api-key: "<your key>"}']),
  ],
  [
    "names of headers",
    "plain-text-secret",
    changed([
      "service:\n",
      "extensions:\n  headers_setter: {headers: [{key: authorization, from_context: authorization}]}\nservice:\n  extensions: [headers_setter]\n",
    ]),
  ],
  [
    "a mark that a processor writes",
    "redacted-value",
    changed(
      [
        "  batch:\n",
        "  batch:\n  attributes: {actions: [{key: card, value: '[REDACTED]', action: update}]}\n",
      ],
      ["batch]", "attributes, batch]"],
    ),
  ],
  [
    "ports of other hosts",
    "port-collision",
    changed(["grpc: {}", 'grpc: {endpoint: "10.0.0.1:4317"}, http: {endpoint: "10.0.0.2:4317"}']),
  ],
  [
    "addresses that only the agent knows",
    "port-collision",
    changed(["grpc: {}", 'grpc: {endpoint: "${env:A}:4317"}, http: {endpoint: "${env:B}:4317"}']),
  ],
  ["0 as a duration", "duration-without-unit", changed(["  batch:\n", "  batch: {timeout: 0}\n"])],
  [
    "nanoseconds meant as such",
    "duration-without-unit",
    changed(["  batch:\n", "  batch: {timeout: 200000000}\n"]),
  ],
  [
    "two batches",
    "sampling-after-batch",
    changed(
      [
        "  batch:\n",
        "  batch:\n  batch/2:\n  tail_sampling: {policies: [{name: a, type: always_sample}]}\n",
      ],
      ["batch]", "batch, tail_sampling, batch/2]"],
    ),
  ],
  ["a pipeline that slips", "unused-component", changed(["[otlp]", "[otpl]"])],
])("%s: no %s", (_name, code, text) => {
  expect(codes(text)).not.toContain(code);
});

test.each([
  [
    "a receiver without an address and one with the same",
    "port-collision",
    changed(
      ["  otlp: {", "  otlp/2: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}\n  otlp: {"],
      ["[otlp]", "[otlp, otlp/2]"],
    ),
  ],
  [
    "the own metrics",
    "port-collision",
    changed(
      [
        "exporters:\n  otlp_http",
        "exporters:\n  prometheus: {endpoint: 'localhost:8888'}\n  otlp_http",
      ],
      [
        "[otlp_http]\n",
        "[otlp_http]\n    metrics: {receivers: [otlp], processors: [memory_limiter], exporters: [prometheus]}\n",
      ],
    ),
  ],
  [
    "pprof for everybody",
    "listens-everywhere",
    changed([
      "service:\n",
      "extensions:\n  pprof: {endpoint: ':1777'}\nservice:\n  extensions: [pprof]\n",
    ]),
  ],
  ["a password in an address", "plain-text-secret", changed(["https://", "https://me:hunter2@"])],
  [
    "a redacted password in an address",
    "redacted-value",
    changed(["https://", "https://me:[REDACTED]@"]),
  ],
  [
    "a redacted default",
    "redacted-value",
    changed([
      'vendor.com"',
      'vendor.com", headers: {authorization: "Bearer ${env:T:-[REDACTED]}"}',
    ]),
  ],
  [
    "insecure towards outside",
    "plain-text-transport",
    changed(
      [
        'otlp_http: {endpoint: "https://collector.vendor.com"}',
        "otlp_grpc: {endpoint: 'in.vendor.com:4317', tls: {insecure: true}}",
      ],
      ["[otlp_http]", "[otlp_grpc]"],
    ),
  ],
  [
    "a storage that is not started",
    "extension-not-started",
    changed(['vendor.com"', 'vendor.com", sending_queue: {storage: file_storage}']),
  ],
])("%s: %s", (_name, code, text) => {
  expect(codes(text)).toContain(code);
});

test("a secret is never repeated", () => {
  const text = changed(['vendor.com"', 'vendor.com", headers: {api-key: hunter2-hunter2}']);
  expect(
    JSON.stringify(findings(text).filter((each) => each.code === "plain-text-secret")),
  ).not.toContain("hunter2");
});

test("the old name of a component is told where it is known that the new one is there", () => {
  const text = BASE.replaceAll("otlp_http", "otlphttp");
  expect(codes(text)).toEqual([]);
  const components = {
    receivers: { otlp: {} },
    processors: { batch: {}, memory_limiter: {} },
    exporters: { otlp_http: {} },
    connectors: {},
    extensions: {},
  };
  const [only] = findings(text, { components });
  expect(only?.code).toBe("renamed-component");
  expect(only?.edit === undefined ? "" : applyEdit(text, only.edit)).toBe(BASE);
});

const BLOCK = `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://collector.vendor.com"}
  debug: {}   # to look
processors:
  batch: {}
  memory_limiter: {check_interval: 1s, limit_percentage: 80}
  unused:
    a: 1
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors:
        - batch
        - memory_limiter
      exporters:
        - otlp_http
        - debug
    logs:
      receivers:
        - otlp
      exporters: [otlp_http, debug]
`;

test.each([
  [
    "batch-before-memory-limiter",
    [
      [
        "        - batch\n        - memory_limiter\n",
        "        - memory_limiter\n        - batch\n",
      ],
    ],
  ],
  [
    "debug-exporter",
    [
      ["        - debug\n", ""],
      ["[otlp_http, debug]", "[otlp_http]"],
    ],
  ],
  ["unused-component", [["  unused:\n    a: 1\n", ""]]],
  [
    "memory-limiter-missing",
    [
      [
        "      exporters: [otlp_http, debug]",
        "      processors: [memory_limiter]\n      exporters: [otlp_http, debug]",
      ],
    ],
  ],
] as const)("the edit of %s changes nothing else", (code, pairs) => {
  const wanted = pairs.reduce<string>((text, [from, to]) => text.replace(from, to), BLOCK);
  const edits = findings(BLOCK).flatMap((each) => (each.code === code ? (each.edit ?? []) : []));
  expect(edits).toHaveLength(1);
  expect(edits.reduce(applyEdit, BLOCK)).toBe(wanted);
});
