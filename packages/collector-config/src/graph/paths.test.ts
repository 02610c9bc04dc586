import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PATH_STEPS_MAX, PATHS_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import { graphOf } from "./graph.js";
import { type GraphPath, pathsOf } from "./paths.js";

function paths(text: string) {
  const { config } = parseConfig(text);
  if (config === null) throw new Error("no configuration");
  return pathsOf(graphOf(config));
}

const words = ({ steps }: GraphPath) => steps.map((each) => each.id).join(" ");

test("a path goes from a receiver through processors and connectors to an exporter", () => {
  const { paths: found, truncated } = paths(`
receivers: {otlp: , zipkin: }
processors: {b: , a: , m: }
exporters: {debug: , prometheus: }
connectors: {spanmetrics: , forward: }
service:
  pipelines:
    traces: {receivers: [otlp, zipkin, otlp], processors: [b, a], exporters: [debug, spanmetrics, forward]}
    metrics: {receivers: [spanmetrics], processors: [m], exporters: [prometheus]}
    logs: {receivers: [forward], exporters: [debug]}
`);
  expect(truncated).toBe(false);
  expect(found.map(words)).toEqual([
    "otlp b a debug",
    "zipkin b a debug",
    "otlp b a spanmetrics m prometheus",
    "zipkin b a spanmetrics m prometheus",
  ]);
  expect(found[2]).toMatchObject({
    entry: "otlp",
    exit: "prometheus",
    pipelines: ["traces", "metrics"],
    signals: ["traces", "metrics"],
  });
  expect(found[2]?.steps.slice(-3)).toEqual([
    { class: "connector", id: "spanmetrics", pipeline: "traces", signal: "traces" },
    { class: "processor", id: "m", pipeline: "metrics", signal: "metrics" },
    { class: "exporter", id: "prometheus", pipeline: "metrics", signal: "metrics" },
  ]);
});

test("circles are not followed twice, ways that end nowhere are no paths", () => {
  const { paths: found } = paths(`
connectors: {forward/a: , forward/b: , forward/c: }
service:
  pipelines:
    traces/1: {receivers: [otlp, forward/b], exporters: [forward/a, forward/c]}
    traces/2: {receivers: [forward/a], exporters: [forward/b, debug]}
`);
  expect(found.map(words)).toEqual(["otlp forward/a debug"]);
});

/** Pipelines in ranks of `width`, every one feeding every one of the next rank. */
function lattice(ranks: number, width: number, end: string): string {
  const lines: string[] = [];
  for (let rank = 0; rank < ranks; rank++) {
    for (let i = 0; i < width; i++) {
      const from = rank === 0 ? "otlp" : `forward/${rank}`;
      const to = rank === ranks - 1 ? end : `forward/${rank + 1}`;
      lines.push(`    traces/${rank}-${i}: {receivers: [${from}], exporters: [${to}]}`);
    }
  }
  const connectors = Array.from({ length: ranks }, (_, rank) => `forward/${rank}: `).join(", ");
  return `connectors: {${connectors}}\nservice:\n  pipelines:\n${lines.join("\n")}\n`;
}

test("what grows without end is cut off", () => {
  expect(paths(lattice(3, 3, "debug"))).toMatchObject({ truncated: false });
  expect(paths(lattice(3, 3, "debug")).paths).toHaveLength(27);
  const wide = paths(lattice(6, 10, "debug"));
  expect(wide.truncated).toBe(true);
  expect(wide.paths).toHaveLength(PATHS_MAX);
  expect(paths(lattice(30, 3, "forward/0"))).toEqual({ paths: [], truncated: false });
  expect(paths(lattice(30, 3, "debug")).paths.length * 30).toBeLessThan(PATH_STEPS_MAX);
});

test("every step stands where the graph says, whatever the pipelines", () => {
  const id = fc.constantFrom("forward/a", "forward/b", "spanmetrics", "otlp", "debug");
  const list = fc.array(id, { maxLength: 3 }).map((ids) => `[${ids.join(", ")}]`);
  const signal = fc.constantFrom("traces", "metrics", "traces/2", "metrics/2", "logs");
  const pipeline = fc
    .tuple(list, list)
    .map(([receivers, exporters]) => `{receivers: ${receivers}, exporters: ${exporters}}`);
  fc.assert(
    fc.property(fc.dictionary(signal, pipeline), (pipelines) => {
      const body = Object.entries(pipelines).map(([key, value]) => `    ${key}: ${value}\n`);
      const text = `connectors: {forward/a: , forward/b: , spanmetrics: }\nservice:\n  pipelines:\n${body.join("")}`;
      const { config } = parseConfig(text);
      if (config === null) return;
      const graph = graphOf(config);
      for (const path of pathsOf(graph).paths) {
        expect(new Set(path.pipelines).size).toBe(path.pipelines.length);
        expect(path.steps[0]).toMatchObject({ class: "receiver", id: path.entry });
        expect(path.steps.at(-1)).toMatchObject({ class: "exporter", id: path.exit });
        path.pipelines.slice(1).forEach((to, i) => {
          expect(graph.links).toContainEqual(
            expect.objectContaining({ from: path.pipelines[i], to, supported: true }),
          );
        });
      }
    }),
    { numRuns: 150, seed: 4320 },
  );
});
