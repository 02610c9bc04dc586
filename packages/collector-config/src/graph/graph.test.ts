import { expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { cyclesOf } from "./cycles.js";
import { graphOf } from "./graph.js";

function graph(text: string) {
  const { config } = parseConfig(text);
  if (config === null) throw new Error("no configuration");
  return graphOf(config);
}

test("a connector links the pipelines that it ends and begins", () => {
  const result = graph(`
receivers: {otlp: }
processors: {b: , a: }
exporters: {debug: }
connectors: {spanmetrics: , forward: }
extensions: {zpages: , pprof: }
service:
  extensions: [zpages]
  pipelines:
    traces: {receivers: [otlp], processors: [b, a], exporters: [debug, spanmetrics, forward]}
    metrics: {receivers: [spanmetrics], exporters: [debug]}
    logs: {receivers: [forward], exporters: [debug]}
`);
  expect(result.pipelines[0]).toMatchObject({
    id: "traces",
    signal: "traces",
    processors: ["b", "a"],
  });
  expect(result.links).toEqual([
    { connector: "spanmetrics", from: "traces", to: "metrics", supported: true },
    { connector: "forward", from: "traces", to: "logs", supported: false },
  ]);
  expect(result.components.filter((each) => !each.inUse).map((each) => each.id)).toEqual(["pprof"]);
  expect(result.components.find((each) => each.id === "debug")?.usedBy).toEqual([
    "traces",
    "metrics",
    "logs",
  ]);
});

test("circles are found once each, whatever hangs on them", () => {
  const link = (from: string, to: string) => ({ connector: "c", from, to, supported: true });
  const of = (...links: ReturnType<typeof link>[]) =>
    cyclesOf({ components: [], pipelines: [], links, truncated: false });
  expect(of(link("a", "b"), link("b", "c"))).toEqual([]);
  expect(of(link("x", "a"), link("a", "b"), link("b", "a"))).toEqual([
    [link("a", "b"), link("b", "a")],
  ]);
  expect(of(link("a", "a"))).toEqual([[link("a", "a")]]);
  expect(of(link("a", "b"), link("a", "c"), link("b", "d"), link("c", "d"))).toEqual([]);
});
