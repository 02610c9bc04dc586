import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { VOLATILE_MARK } from "../volatile/slots.js";
import { contains } from "./contains.js";
import { durationNs, sizeBytes } from "../text/quantities.js";

const recorded = (name: string): string =>
  readFileSync(new URL(`../../testdata/${name}.yaml`, import.meta.url), "utf8");

const BATCH = `# what was sent
receivers:
  otlp:
    protocols:
      http: {endpoint: "127.0.0.1:14318"}
      grpc:
        endpoint: 127.0.0.1:14317
processors: {batch: {timeout: 0.2s, send_batch_size: 8_192}}
exporters: {debug: {verbosity: basic}}
service:
  telemetry: {metrics: {level: normal}, logs: {level: INFO, sampling: {tick: 10000ms}}}
  pipelines:
    traces: &p {receivers: [otlp], processors: [batch], exporters: [debug]}
    metrics: *p
`;

const OTLP = `receivers: {otlp: {protocols: {http: {endpoint: "\${env:HOST}:14318"}}}}
exporters:
  otlp:
    endpoint: \${env:BACKEND}
    tls: {insecure: true}
    timeout: 5000000000
    retry_on_failure: {enabled: false, max_elapsed_time: 300s}
    sending_queue: {enabled: false}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp]}
`;

test.each([
  [BATCH, "supervisor-batch"],
  [BATCH, "supervisor-new-uid"],
  [OTLP, "supervisor-otlp-no-retry"],
  [
    OTLP.replace(/exporters: \[otlp\]/, "exporters: [otlp_grpc]").replace(
      "\n  otlp:\n",
      "\n  otlp_grpc:\n",
    ),
    "supervisor-otlp-no-retry",
  ],
  [
    "receivers: {otlp: {protocols: {grpc: }}}\nexporters: {otlp: {endpoint: '127.0.0.1:1', sending_queue: {enabled: true, sizer: requests}}}\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}",
    "supervisor-otlp-own-telemetry",
  ],
  [
    "extensions: {opamp: {server: {ws: {endpoint: x, headers: {Authorization: secret}}}}}\nreceivers: {otlp: {protocols: {http: {endpoint: '127.0.0.1:14318'}}}}\nexporters: {debug: }\nservice: {extensions: [opamp], pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}",
    "extension-alone",
  ],
])("a recorded effective config contains what was sent (%#)", (desired, name) => {
  expect(contains(desired, recorded(name))).toMatchObject({
    verdict: "contains",
    differences: [],
  });
});

const change = (from: string, to: string): string => {
  expect(BATCH).toContain(from);
  return BATCH.replace(from, to);
};

test.each([
  [
    change("0.2s", "1s"),
    {
      path: ["processors", "batch", "timeout"],
      desired: "1s",
      effective: "200ms",
      kind: "changed",
    },
  ],
  [
    change("{level: normal}", "{level: none}"),
    {
      path: ["service", "telemetry", "metrics", "level"],
      desired: "none",
      effective: "Normal",
      kind: "changed",
    },
  ],
  [change("8_192", "8193"), { kind: "changed", desired: "8193", effective: "8192" }],
  [
    change("{verbosity: basic}", "{verbosity: detailed}"),
    { path: ["exporters", "debug", "verbosity"], kind: "missing" },
  ],
  [change("    metrics: *p\n", ""), { path: ["service", "pipelines", "metrics"], kind: "extra" }],
  [
    change("    metrics: *p\n", "    metrics: *p\n    logs: *p\n"),
    { path: ["service", "pipelines", "logs"], kind: "missing" },
  ],
  [
    change("processors: [batch]", "processors: []"),
    { path: ["service", "pipelines", "traces", "processors"], effective: "batch", kind: "extra" },
  ],
  [change("exporters: [debug]", "exporters: [nop]"), { desired: "nop", kind: "missing" }],
  [
    change("processors: {batch", "extensions: {zpages: }\nprocessors: {batch"),
    { path: ["extensions", "zpages"], kind: "missing" },
  ],
  [
    change("  telemetry:", "  extensions: [zpages]\n  telemetry:"),
    { path: ["service", "extensions"], desired: "zpages", kind: "missing" },
  ],
])("drift is named (%#)", (desired, difference) => {
  const result = contains(desired, recorded("supervisor-batch"));
  expect(result.verdict).toBe("differs");
  expect(result.differences).toContainEqual(expect.objectContaining(difference));
});

test("an extension that nobody asked for, and swapped processors, are drift", () => {
  const two = "processors: {a: , b: }\nservice: {pipelines: {logs: {processors: [a, b]}}}";
  expect(contains(two, two.replace("[a, b]", "[b, a]")).differences).toMatchObject([
    { kind: "changed" },
  ]);
  const listed = recorded("supervisor-batch").replace(
    "        - opamp",
    "        - opamp\n        - pprof",
  );
  expect(contains(BATCH, listed).differences).toMatchObject([
    { effective: "pprof", kind: "extra" },
  ]);
});

const METRICS = "service: {telemetry: {metrics: {readers: [READERS]}, resource: {team: payments}}}";
const reader = (port: number) =>
  `{pull: {exporter: {prometheus: {host: localhost, port: ${port}}}}}`;

test("readers hold what was wanted among the supervisor's, its own resource cannot be seen", () => {
  const wanted = METRICS.replace("READERS", reader(8888));
  const running = (readers: string) =>
    METRICS.replace("READERS", readers).replace("{team: payments}", VOLATILE_MARK);
  expect(contains(wanted, running(`${reader(1)}, ${reader(8888)}`)).differences).toEqual([]);
  expect(contains(wanted, running(reader(1))).differences).toMatchObject([
    { path: ["service", "telemetry", "metrics", "readers", "0"], kind: "changed" },
  ]);
});

test("what cannot be compared is listed", () => {
  const wanted = `receivers: {hostmetrics: {scrapers: {load: }}}
exporters:
  otlphttp: {endpoint: "https://\${env:HOST}:4318", headers: {authorization: secret}}
`;
  const running = `receivers: {host_metrics: {scrapers: {}}}
exporters:
  otlp_http: {endpoint: "https://tempo:4318", headers: [{name: authorization, value: "[REDACTED]"}]}
`;
  expect(contains(wanted, running)).toEqual({
    verdict: "contains",
    differences: [],
    unjudged: [
      { path: ["receivers", "hostmetrics", "scrapers"], because: "not-printed", references: [] },
      {
        path: ["exporters", "otlphttp", "endpoint"],
        because: "environment",
        references: ["${env:HOST}"],
      },
      {
        path: ["exporters", "otlphttp", "headers", "authorization"],
        because: "redacted",
        references: [],
      },
    ],
  });
});

test("a queue that was switched off and runs is drift", () => {
  const result = contains(OTLP, recorded("supervisor-otlp-own-telemetry"));
  expect(result.differences.map((each) => each.path.join("."))).toContain(
    "exporters.otlp.sending_queue.enabled",
  );
});

test("what cannot be read cannot be told", () => {
  expect(contains(BATCH, "").verdict).toBe("cannot-tell");
  expect(contains("a: [", recorded("supervisor-batch"))).toMatchObject({ verdict: "cannot-tell" });
  expect(contains(BATCH, "a: 1\na: 2").reason).toBe("The effective config cannot be read.");
});

test("values that the Collector prints in another way are equal", () => {
  const wrap = (value: string): string => `exporters:\n  x:\n    v: ${value}`;
  const verdict = (desired: string, effective: string) =>
    contains(wrap(desired), wrap(effective)).verdict;
  for (const [desired, effective] of [
    ["5s", "5000ms"],
    ["5s", "5000000000"],
    ["300s", "5m0s"],
    ["1.5", "1"],
    ["017", "15"],
    ["1MiB", "1048576"],
    ["normal", "Normal"],
    ["token", "'[REDACTED]'"],
    ["$$x", "$x"],
    ["'a,b'", "[a, b]"],
    ["${A}", "{b: 1}"],
    ["x${A}y", "xzy"],
    ["", "7"],
    ["{}", "null"],
    ["requests", "{}"],
    ["{a: b}", "[{name: a, value: b}]"],
    ["[s1, s2]", "[{context: '', statements: [s1, s2]}]"],
    ["[s1, s2]", "[{conditions: [], context: '', statements: [s1, s2]}]"],
    ["[{type: add}]", "[{}]"],
  ] as const)
    expect([desired, effective, verdict(desired, effective)]).toEqual([
      desired,
      effective,
      "contains",
    ]);
  for (const [desired, effective] of [
    ["5s", "5m"],
    ["1", "2"],
    ["true", "false"],
    ["a", "b"],
    ["x${A}y", "xz"],
    ["[a]", "[a, b]"],
    ["{a: 1}", "{}"],
    ["1.5", "2"],
    ["a", "null"],
  ] as const)
    expect([desired, effective, verdict(desired, effective)]).toEqual([
      desired,
      effective,
      "differs",
    ]);
});

test("durations and sizes", () => {
  expect([durationNs("1h30m"), durationNs("1.5s"), durationNs("1d"), durationNs("-1s")]).toEqual([
    5400e9,
    1.5e9,
    undefined,
    -1e9,
  ]);
  expect([sizeBytes("1MiB"), sizeBytes("2kb"), sizeBytes("12"), sizeBytes("5s")]).toEqual([
    1048576,
    2000,
    undefined,
    undefined,
  ]);
});

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true }),
    fc.constantFrom("$${X}", "${env:X}", "a-${X}", "5s", "[REDACTED]"),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("node"), { maxKeys: 3 }),
  ),
})).node;

function reversed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(reversed);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

test("a config contains itself, in any key order", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("a", "b/c", "d"), value), (bodies) => {
      const config = {
        receivers: bodies,
        exporters: { x: {} },
        service: { pipelines: { traces: { receivers: Object.keys(bodies) } } },
      };
      const text = JSON.stringify(config);
      const result = contains(text, JSON.stringify(reversed(config)));
      expect(result.differences).toEqual([]);
      expect(contains(text, text).verdict).toBe(result.verdict);
    }),
    { numRuns: 100, seed: 4320 },
  );
});

test("an escaped reference is text, also beside the same one that counts", () => {
  const config = (value: string) => `processors: {attributes: {actions: [{value: '${value}'}]}}\n`;
  const verdict = (effective: string) => contains(config("$${A} ${A}"), config(effective)).verdict;
  expect(verdict("${A} whatever")).toBe("contains");
  expect(verdict("else whatever")).toBe("differs");
});
