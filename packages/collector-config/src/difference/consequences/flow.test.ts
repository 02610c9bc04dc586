import { describe, expect, test } from "vitest";
import { difference } from "../difference.js";

const BASE = `receivers: { otlp: , zipkin: }
processors: { batch: }
connectors: { span_metrics: }
exporters: { otlp/a: , otlp/b: , prometheus: }
service:
  pipelines:
    traces: { receivers: [otlp, zipkin], exporters: [otlp/a, span_metrics] }
    traces/b: { receivers: [otlp], exporters: [otlp/b] }
    metrics: { receivers: [span_metrics], exporters: [prometheus] }
`;

function follows(...edits: readonly (readonly [string, string])[]) {
  const after = edits.reduce((text, [what, by]) => text.replace(what, by), BASE);
  return difference(BASE, after)
    .consequences.filter(({ kind }) => kind.startsWith("signal") || kind.startsWith("destination"))
    .map(({ severity: _severity, ...about }) => about);
}

describe("consequences", () => {
  test("every effect restarts, and no effect does not", () => {
    expect(
      difference(BASE, BASE.replace("batch: ", "batch: {timeout: 1s}")).consequences,
    ).toContainEqual({ kind: "restart", severity: "none" });
    expect(difference(BASE, `# c\n${BASE}`).consequences).toEqual([]);
  });

  test("a destination behind a connector is lost where the connector leaves", () => {
    expect(
      follows(["otlp/a, span_metrics]", "otlp/a]"], ["    metrics:", "    # metrics:"]),
    ).toEqual([
      { kind: "destination-lost", pipeline: "traces", component: "prometheus" },
      { kind: "signal-no-longer-exported", signal: "metrics", component: "prometheus" },
    ]);
  });

  test("a pipeline that joins another loses nothing", () => {
    expect(
      follows(
        ["    traces/b:", "    # traces/b:"],
        ["exporters: [otlp/a, span_metrics]", "exporters: [otlp/a, otlp/b, span_metrics]"],
      ),
    ).toEqual([{ kind: "destination-gained", pipeline: "traces", component: "otlp/b" }]);
  });

  test("a pipeline under another name moves nothing", () => {
    expect(follows(["    traces/b:", "    traces/c:"])).toEqual([]);
  });

  test("a pipeline that goes loses what nothing else reaches", () => {
    expect(follows(["    traces/b:", "    # traces/b:"])).toEqual([
      { kind: "destination-lost", pipeline: "traces/b", component: "otlp/b" },
      { kind: "signal-no-longer-exported", signal: "traces", component: "otlp/b" },
    ]);
  });

  test("a receiver that leaves takes its signal no longer", () => {
    expect(follows(["[otlp, zipkin]", "[otlp]"])).toEqual([
      { kind: "signal-no-longer-received", signal: "traces", component: "zipkin" },
    ]);
    expect(follows(["    traces/b:", "    logs:"])).toEqual([
      { kind: "destination-lost", pipeline: "traces/b", component: "otlp/b" },
      { kind: "signal-no-longer-exported", signal: "traces", component: "otlp/b" },
      { kind: "destination-gained", pipeline: "logs", component: "otlp/b" },
    ]);
  });

  test("nothing is said of routes that only the agent knows", () => {
    expect(follows(["exporters: [otlp/b]", "exporters: ['${env:EXPORTER}']"])).toEqual([]);
  });
});
