import { type Change, type Consequence, difference } from "@fleethub/collector-config";
import type { RevisionRecord } from "@fleethub/control-plane";
import type { ConfigHash } from "@fleethub/fleet";
import { expect, test } from "vitest";
import { presentDifference } from "./difference.js";

const revision = (number: number, content: string): RevisionRecord => ({
  configuration: "edge",
  number,
  source: content,
  layers: [],
  variables: [],
  content,
  message: "",
  fingerprint: "f1:",
  hash: "" as ConfigHash,
  createdAt: 0,
  createdBy: "operator",
});

const between = (one: string, two: string) =>
  presentDifference(revision(1, one), revision(2, two), difference(one, two));

test("a unified diff with its counts, and what it means", () => {
  expect(between("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 5\nc: 3\nd: 4\n")).toEqual({
    from: 1,
    to: 2,
    effect: true,
    changes: [
      {
        kind: "other-changed",
        options: [
          { path: ["b"], before: "2", after: "5" },
          { path: ["d"], before: null, after: "4" },
        ],
      },
    ],
    consequences: [{ kind: "restart", severity: "none" }],
    truncated: false,
    added: 2,
    removed: 1,
    text: "--- edge r1\n+++ edge r2\n@@ -1,3 +1,4 @@\n a: 1\n-b: 2\n+b: 5\n c: 3\n+d: 4\n",
  });
});

test("the same text, and a text that means the same", () => {
  expect(between("a: 1\n", "a: 1\n")).toMatchObject({ effect: false, text: "", added: 0 });
  expect(between("a: 1\n", "# note\na: 1\n")).toMatchObject({
    effect: false,
    changes: [],
    consequences: [],
    added: 1,
    removed: 0,
  });
});

const BASE = `extensions: { zpages: , pprof: , health_check: }
receivers:
  otlp: { protocols: { grpc: { endpoint: "localhost:4317" } } }
  host_metrics: { collection_interval: 60s }
processors: { batch: , filter: { a: 1 }, memory_limiter: , redaction: { blocked_values: [a, b] }, probabilistic_sampler: { sampling_percentage: 5 } }
exporters: { debug: , file: , otlp_http: { endpoint: "https://c" }, otlp_grpc: { endpoint: "a:1", headers: { authorization: x } } }
service:
  extensions: [zpages, pprof]
  pipelines:
    traces: { receivers: [otlp], processors: [memory_limiter, redaction, filter, probabilistic_sampler, batch], exporters: [otlp_grpc] }
    metrics: { receivers: [host_metrics], processors: [memory_limiter, batch], exporters: [otlp_grpc] }
`;

const EDITS: readonly (readonly [string, string])[] = [
  ["extensions: [zpages, pprof]", "extensions: [pprof, zpages, health_check]"],
  ["[memory_limiter, redaction, ", "[memory_limiter, "],
  ["[memory_limiter, batch]", "[batch, memory_limiter]"],
  ["[a, b]", "[a]"],
  ["{ a: 1 }", "{ a: 2 }"],
  ["percentage: 5", "percentage: 10"],
  ["60s", "10s"],
  ['"a:1"', '"b:1", tls: { insecure: true, insecure_skip_verify: true }'],
  ["authorization: x", "authorization: y"],
  [", headers: { authorization: x }", ""],
  ["headers:", "sending_queue: { enabled: false }, headers:"],
  ["localhost:4317", "0.0.0.0:4317"],
  ["debug: ", "debug: { a: 1 }"],
  ["file: ", "other: "],
  ["service:", "service:\n  telemetry: { metrics: { level: none } }"],
  ["[host_metrics]", "[otlp, host_metrics]"],
  ["exporters: [otlp_grpc] }\n    metrics", "exporters: [file] }\n    metrics"],
  ["exporters: [otlp_grpc] }\n    metrics", "exporters: [otlp_http] }\n    metrics"],
  ["    metrics: {", "    metrics/host: {"],
  ["    metrics: {", "    logs: {"],
  ["debug: ,", "debug/x: ,"],
  ["service:\n", "service:\n  more: 1\n"],
  [
    "    metrics:",
    "    traces/b: { receivers: [otlp], processors: [memory_limiter], exporters: [file] }\n    metrics:",
  ],
];

const CHANGES = {
  "component-added": true,
  "component-removed": true,
  "component-renamed": true,
  "component-options-changed": true,
  "pipeline-added": true,
  "pipeline-removed": true,
  "pipeline-renamed": true,
  "pipeline-receivers-changed": true,
  "pipeline-processors-changed": true,
  "pipeline-exporters-changed": true,
  "processor-order-changed": true,
  "extension-enabled": true,
  "extension-disabled": true,
  "extension-order-changed": true,
  "service-telemetry-changed": true,
  "other-changed": true,
  unreadable: true,
} as const satisfies Record<Change["kind"], true>;

const CONSEQUENCES = {
  restart: true,
  "processing-lost": true,
  "processing-gained": true,
  "path-without-processing": true,
  "memory-limiter-not-first": true,
  "redaction-changed": true,
  "filtering-changed": true,
  "sampling-changed": true,
  "pace-changed": true,
  "endpoint-changed": true,
  "host-gained": true,
  "destination-lost": true,
  "destination-gained": true,
  "signal-no-longer-received": true,
  "signal-no-longer-exported": true,
  "encryption-lost": true,
  "encryption-gained": true,
  "verification-lost": true,
  "verification-gained": true,
  "authentication-lost": true,
  "authentication-gained": true,
  "authentication-changed": true,
  "listener-opened": true,
  "listener-closed": true,
  "listener-moved": true,
  "delivery-weakened": true,
  "delivery-strengthened": true,
  "own-metrics-off": true,
  "own-metrics-on": true,
  "validated-only": true,
} as const satisfies Record<Consequence["kind"], true>;

test("every kind of change and consequence has its shape in the API", () => {
  const steps = EDITS.flatMap(([what, by]) => {
    const edited = BASE.replace(what, by);
    expect(edited, what).not.toBe(BASE);
    return [between(BASE, edited), between(edited, BASE)];
  });
  steps.push(between(BASE, "a: ["));
  const changes: readonly Change[] = steps.flatMap((step) => step.changes);
  const consequences: readonly Consequence[] = steps.flatMap((step) => step.consequences);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(Object.keys(CHANGES)));
  expect(new Set(consequences.map(({ kind }) => kind))).toEqual(new Set(Object.keys(CONSEQUENCES)));
});
