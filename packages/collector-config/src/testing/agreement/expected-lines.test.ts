import { expect, test } from "vitest";
import { expectedLines } from "./expected-lines.js";
import { measureAgreement } from "./measure.js";
import type { CorpusRow } from "./rows.js";

const TEXT = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: [a]
  hostmetrics/5m.x:
    interval: 5s
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch/undefined]
      exporters: [debug]
`;

function row(kind: string, detail: string, message = ""): CorpusRow {
  return {
    file: "a",
    kind: `mutated:${kind}`,
    verdict: "invalid",
    mutation: { kind, detail },
    message,
  };
}

test.each([
  ["string-as-list", "receivers.otlp.protocols.grpc.endpoint", [5]],
  ["option-misspelled", "receivers.hostmetrics/5m.x.every -> interval", [7]],
  ["tab-indent", "line 3", [3]],
  ["unclosed-bracket", "offset 12", [2]],
  ["undefined-processor", "traces: batch/undefined", [14]],
  ["reference-typo", "traces: otlp", [13]],
  ["pipeline-null", "traces", [12, 13, 13, 14, 14, 15, 15]],
  ["definition-removed", "exporters: debug", [8, 9, 15]],
  ["pipelines-removed", "", [10, 11]],
  ["unknown-option", "receivers.otlp.absent", []],
])("the place of %s %s", (kind, detail, lines) => {
  expect([...expectedLines(row(kind, detail), TEXT)].sort((a, b) => a - b)).toEqual([
    ...new Set(lines),
  ]);
});

test("errors are compared with verdicts, except about components that were replaced", () => {
  const at = (severity: "error" | "warning", line: number, path: string[]) => ({
    severity,
    line,
    column: 1,
    path,
    code: "x",
    message: "",
    remedy: "",
  });
  const rows: CorpusRow[] = [
    { file: "1", kind: "natural", verdict: "valid" },
    { file: "2", kind: "natural", verdict: "valid" },
    {
      file: "3",
      kind: "natural",
      verdict: "needs-component-not-built",
      missing: ["exporter:zipkin (contrib)"],
    },
    row("string-as-list", "receivers.otlp.protocols.grpc.endpoint"),
    row("string-as-list", "receivers.hostmetrics/5m.x.interval"),
  ];
  const findings = {
    1: [at("warning", 1, [])],
    2: [at("error", 1, ["receivers"])],
    3: [at("error", 1, ["exporters", "zipkin/a", "endpoint"])],
    a: [at("error", 5, ["receivers", "otlp"])],
  };
  const { valid, invalid, lines } = measureAgreement(
    rows,
    () => TEXT,
    (_text, { file }) => findings[file as keyof typeof findings],
  );
  expect([valid.right, valid.of]).toEqual([2, 3]);
  expect([invalid.right, invalid.of]).toEqual([2, 2]);
  expect([lines.right, lines.of]).toEqual([1, 2]);
});
