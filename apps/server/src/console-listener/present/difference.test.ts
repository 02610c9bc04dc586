import { type Change, difference } from "@fleethub/collector-config";
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
    consequences: [{ kind: "restart" }],
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

test("every kind of change and consequence has its shape in the API", () => {
  const one = `extensions: { zpages: , pprof: , health_check: }
receivers: { otlp: , zipkin: }
processors: { batch: , filter: }
exporters: { debug: , file: , nop: }
service:
  extensions: [zpages, pprof]
  pipelines:
    traces: { receivers: [otlp, zipkin], processors: [batch, filter], exporters: [debug] }
    logs: { receivers: [otlp], exporters: [file] }
`;
  const two = `more: 1
extensions: { zpages: , pprof: , health_check: }
receivers: { otlp: {a: 1} }
processors: { batch: , filter: , resource: }
exporters: { debug: , file: {a: 1}, nop: {a: 1} }
service:
  telemetry: { metrics: { level: none } }
  extensions: [pprof, zpages, health_check]
  pipelines:
    traces: { receivers: [otlp], processors: [filter, batch, resource], exporters: [debug, file] }
    metrics: { receivers: [otlp], exporters: [file] }
`;
  const there = between(one, two);
  const back = between(two, one);
  const unread = between(one, "a: [");
  const changes: readonly Change[] = [...there.changes, ...back.changes, ...unread.changes];
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(
    new Set([
      "component-added",
      "component-removed",
      "component-options-changed",
      "pipeline-added",
      "pipeline-removed",
      "pipeline-receivers-changed",
      "pipeline-processors-changed",
      "pipeline-exporters-changed",
      "processor-order-changed",
      "extension-enabled",
      "extension-disabled",
      "extension-order-changed",
      "service-telemetry-changed",
      "other-changed",
      "unreadable",
    ] satisfies Change["kind"][]),
  );
  expect(new Set(there.consequences.map(({ kind }) => kind))).toEqual(
    new Set([
      "destination-lost",
      "destination-gained",
      "signal-no-longer-received",
      "signal-no-longer-exported",
      "validated-only",
      "restart",
    ]),
  );
});
