import { difference, graphOf, parseConfig } from "@fleethub/collector-config";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedBy, drawnDifference } from "./compare";
import { BOXES_MAX, drawnFrom } from "./drawn";
import { healthFacts } from "./health-marks";
import { inWords } from "./in-words";
import { layoutOf } from "./layout";
import { BOX_HEIGHT } from "./placed";
import { columnsOf, stayedInOrder } from "./order";
import { nearestBox } from "./walk";

const configOf = (pipelines: Record<string, [string, string, string]>, connectors = "") => {
  const lists = Object.entries(pipelines)
    .map(
      ([id, [receivers, processors, exporters]]) =>
        `    ${id}: {receivers: [${receivers}], processors: [${processors}], exporters: [${exporters}]}`,
    )
    .join("\n");
  return `connectors: {${connectors}}\nservice:\n  pipelines:\n${lists}\n`;
};
const graph = (text: string) => {
  const { config } = parseConfig(text);
  if (config === null) throw new Error("the text of a test has to be readable");
  return graphOf(config);
};
const drawn = (text: string) => drawnFrom(graph(text));

describe("columns of processors", () => {
  it("puts the same name under itself, after all that stand before it anywhere", () => {
    const column = columnsOf([
      ["memory_limiter", "redaction", "batch"],
      ["memory_limiter", "batch"],
    ]);
    expect([column(0, 0), column(0, 1), column(0, 2)]).toEqual([0, 1, 2]);
    expect([column(1, 0), column(1, 1)]).toEqual([0, 2]);
  });

  it("counts by place where pipelines disagree, and where one names a processor twice", () => {
    const crossed = columnsOf([
      ["a", "b"],
      ["b", "a"],
    ]);
    expect([crossed(0, 1), crossed(1, 1)]).toEqual([1, 1]);
    expect(columnsOf([["a", "a"]])(0, 1)).toBe(1);
  });

  it("tells what stayed in order", () => {
    expect([...stayedInOrder(["a", "b", "c"], ["c", "a", "b"])]).toEqual(["a", "b"]);
  });
});

describe("a map of pipelines", () => {
  const text = configOf(
    {
      "metrics/spans": ["span_metrics", "batch", "otlp"],
      traces: ["otlp, jaeger", "memory_limiter, batch", "otlp, span_metrics"],
    },
    "span_metrics: {}",
  );

  it("stands traces first, and marks connectors on both sides", () => {
    const { lanes, joins } = drawn(text);
    expect(lanes.map((lane) => lane.id)).toEqual(["traces", "metrics/spans"]);
    expect(lanes[0]?.exporters.map((box) => box.connector)).toEqual([false, true]);
    expect(lanes[1]?.receivers.map((box) => box.connector)).toEqual([true]);
    expect(joins).toEqual([
      { connector: "span_metrics", from: "traces", to: "metrics/spans", standing: "same" },
    ]);
  });

  it("says the same in words", () => {
    expect(inWords(drawn(text))).toEqual([
      "traces: otlp, jaeger → memory_limiter → batch → otlp, span_metrics",
      "metrics/spans: span_metrics → batch → otlp",
      "span_metrics takes data from traces to metrics/spans",
    ]);
  });

  it("walks by arrows from box to box", () => {
    const { boxes } = layoutOf(drawn(text), 900);
    const from = boxes.find((box) => box.id === "memory_limiter");
    if (!from) throw new Error("memory_limiter is drawn");
    expect(nearestBox(boxes, from, "right")?.id).toBe("batch");
    expect(nearestBox(boxes, from, "left")?.role).toBe("receiver");
    expect(nearestBox(boxes, from, "down")?.lane).toBe("metrics/spans");
    const [top] = boxes;
    expect(top && nearestBox(boxes, top, "up")).toBeUndefined();
  });

  it("leaves out pipelines above the limit of boxes, and says how many", () => {
    const many = Object.fromEntries(
      Array.from({ length: BOXES_MAX }, (_, n) => [`traces/${n}`, ["otlp", "", "debug"]] as const),
    ) as Record<string, [string, string, string]>;
    const { lanes, leftOut } = drawn(configOf(many));
    expect(lanes.length + leftOut).toBe(BOXES_MAX);
    expect(lanes.length * 2).toBeLessThanOrEqual(BOXES_MAX);
  });

  it("takes marks from the health tree, and says what is not well", () => {
    const node = (path: string[], status: string, healthy: boolean, children: never[] = []) => ({
      path,
      status,
      healthy,
      children,
    });
    const leaf = { message: "", since: "" };
    const facts = healthFacts({
      ...node([], "StatusOK", true),
      children: [
        {
          ...leaf,
          ...node(["pipeline:traces"], "StatusOK", true),
          children: [
            {
              ...leaf,
              ...node(["pipeline:traces", "exporter:otlp"], "StatusRecoverableError", false),
            },
          ],
        },
      ],
    });
    expect(facts("traces", "exporter", "otlp")).toEqual({
      mark: "degraded",
      trouble: "warn",
      caption: "recoverable error",
    });
    expect(facts("traces", "receiver", "otlp")).toEqual({ mark: "unknown" });
  });
});

describe("a map of a difference", () => {
  const before = configOf({
    traces: ["otlp", "memory_limiter, redaction/prompts, batch", "tempo"],
  });
  const after = configOf({
    traces: ["otlp", "memory_limiter, tail_sampling, batch", "tempo, partner"],
    logs: ["otlp", "", "tempo"],
  });
  const [lane, added] = drawnDifference(graph(before), graph(after), {
    changed: changedBy(difference(before, after).changes),
  }).lanes;

  it("draws what was taken out in its old place, a lost guard as a fault", () => {
    expect(lane?.gaps).toEqual([
      {
        after: 1,
        box: {
          id: "redaction/prompts",
          role: "processor",
          connector: false,
          standing: "gone",
          caption: "no longer on any path",
          trouble: "bad",
        },
      },
    ]);
  });

  it("marks what is new, and where it is reached unmasked", () => {
    expect(lane?.processors.map(({ id, standing }) => [id, standing])).toEqual([
      ["memory_limiter", "same"],
      ["tail_sampling", "new"],
      ["batch", "same"],
    ]);
    expect(lane?.exporters.map(({ id, caption }) => [id, caption])).toEqual([
      ["tempo", "unmasked"],
      ["partner", "new, unmasked"],
    ]);
    expect([added?.id, added?.standing]).toEqual(["logs", "new"]);
  });

  it("draws a pipeline that went as it was, and what moved as moved", () => {
    const moved = configOf({
      traces: ["otlp", "batch, memory_limiter, redaction/prompts", "tempo"],
    });
    const [only] = drawnDifference(graph(before), graph(moved)).lanes;
    expect(only?.processors.map((box) => box.caption)).toEqual(["moved", undefined, undefined]);
    const gone = drawnDifference(graph(after), graph(before)).lanes.find(({ id }) => id === "logs");
    expect([gone?.standing, gone?.receivers.map((box) => box.standing)]).toEqual([
      "gone",
      ["gone"],
    ]);
  });
});

describe("a layout", () => {
  const names = fc.uniqueArray(fc.constantFrom(..."abcdefghij".split("").map((c) => `${c}/x`)), {
    maxLength: 6,
  });
  const pipelines = fc.dictionary(
    fc.constantFrom("traces", "metrics", "logs", "traces/2", "logs/audit"),
    fc
      .tuple(names, names, names)
      .map((lists) => lists.map((one) => one.join(", ")) as [string, string, string]),
    { minKeys: 1 },
  );

  it("keeps boxes apart and inside, whatever differs", () => {
    fc.assert(
      fc.property(pipelines, pipelines, fc.integer({ min: 100, max: 1600 }), (a, b, width) => {
        const both = drawnDifference(graph(configOf(a, "'a/x': {}")), graph(configOf(b)));
        const { boxes, width: total, height, lanes } = layoutOf(both, width);
        for (const [at, one] of boxes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(total);
          expect(one.y + BOX_HEIGHT).toBeLessThanOrEqual(height);
          const lane = lanes.find(({ id }) => id === one.lane);
          expect(one.y).toBeGreaterThanOrEqual(lane?.y ?? Number.POSITIVE_INFINITY);
          for (const other of boxes.slice(at + 1)) {
            const apart =
              one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + BOX_HEIGHT <= other.y ||
              other.y + BOX_HEIGHT <= one.y;
            expect(apart, `${one.key} over ${other.key}`).toBe(true);
          }
        }
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});
