import type { FlowPoint, SignalFlow } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { moveAnswer } from "./answer-words";
import { configMarks } from "./config-marks";
import { itemsNow, lossChart, memoryChart, queueChart, rateChart } from "./flow-charts";

const nothing: SignalFlow = {
  accepted: 0,
  refused: 0,
  sent: 0,
  sendFailed: 0,
  dropped: 0,
  held: 0,
};
const point = (over: Partial<FlowPoint>): FlowPoint => ({
  at: "2026-11-23T08:00:00.000Z",
  seconds: 10,
  signals: {},
  memoryBytes: null,
  cpu: null,
  queue: null,
  ...over,
});

describe("charts of own metrics", () => {
  test("counts become rates, each signal a line; what was not told is a gap", () => {
    const chart = rateChart(
      [
        point({ signals: { traces: { ...nothing, accepted: 500 } } }),
        point({ signals: { logs: { ...nothing, accepted: 20 } } }),
      ],
      ["accepted"],
      "Accepted",
    );
    expect(chart.series.map(({ key, values }) => [key, values])).toEqual([
      ["traces", [50, null]],
      ["logs", [null, 2]],
    ]);
    expect(chart.sentence).toBe("Accepted: traces, logs 2/s");
  });

  test("what is held back counts as not sent", () => {
    const flow = { ...nothing, held: 100, sendFailed: 50, dropped: 10, refused: 20 };
    const chart = lossChart([point({ signals: { traces: flow, logs: flow } })]);
    expect(chart.sentence).toBe(
      "What did not get through: not sent 30/s, dropped 2/s, refused 4/s",
    );
  });

  test("what nobody tells has no chart", () => {
    expect(queueChart([point({})])).toBeNull();
    expect(memoryChart([point({})])).toBeNull();
    expect(memoryChart([point({ memoryBytes: 64 * 2 ** 20 })])?.sentence).toBe(
      "Memory: 64 MiB held",
    );
    expect(itemsNow({ itemsPerSecond: {} })).toBeNull();
  });

  test("a change of the config is marked where it began to run", () => {
    const entry = (kind: string, detail: Record<string, string | number>) => ({
      id: kind,
      at: "2026-11-23T08:00:00.000Z",
      kind,
      summary: "",
      detail,
    });
    expect(
      configMarks([
        entry("returned", {}),
        entry("config-applied", { revision: 13 }),
        entry("config-offered", { revision: 13 }),
      ]).map(({ label }) => label),
    ).toEqual(["r13 applied", "went back"]);
  });

  test("the answer says how much moves, or why it does not", () => {
    const telemetry = {
      flow: "flowing",
      reason: "",
      since: null,
      lastAt: null,
      itemsPerSecond: { traces: 29_100, logs: 5_000 },
      hour: [],
      lostShare: 0.007,
      lostItems: 12,
      memoryBytes: null,
      cpu: null,
      queue: null,
      startedAt: null,
      uptimeSeconds: null,
      intervalSeconds: null,
      points: [],
      components: [],
    } as const;
    const told = { ...telemetry, hour: [], points: [], components: [] };
    expect(moveAnswer(told)).toEqual({
      answer: "34.1k/s items",
      below: "0.7 % lost in the last hour",
    });
    expect(moveAnswer({ ...told, flow: "silent", reason: "12/s, usually 40k/s" })).toEqual({
      answer: "Silent",
      below: "12/s, usually 40k/s",
    });
  });
});
