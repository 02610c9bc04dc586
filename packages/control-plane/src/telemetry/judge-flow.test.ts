import { expect, test } from "vitest";
import type { FlowPoint, SignalFlow } from "../telemetry-model.js";
import { BASELINE_POINTS_MIN, judgeAbsence, judgeFlow, SILENT_POINTS } from "./judge-flow.js";
import type { ComponentFlow } from "./views.js";

const MINUTE = 60_000;
const NONE: SignalFlow = { accepted: 0, refused: 0, sent: 0, sendFailed: 0, dropped: 0, held: 0 };
const BEFORE = { word: "idle", reason: "" } as const;

const minutes = (...flows: readonly Partial<SignalFlow>[]): readonly FlowPoint[] =>
  flows.map((flow, index) => ({
    at: index * MINUTE,
    spanMs: MINUTE,
    signals: { metrics: { ...NONE, ...flow } },
  }));

const exporter = (flow: Partial<SignalFlow>): ComponentFlow => ({
  ...NONE,
  ...flow,
  kind: "exporter",
  component: "otlp/edge",
  signal: "metrics",
  spanMs: MINUTE,
  queue: { size: 158, capacity: 1000 },
});

const newestOf =
  (points: readonly FlowPoint[]) =>
  (limit = points.length) =>
    points.slice(Math.max(0, points.length - limit));

const judge = (points: readonly FlowPoint[], components: readonly ComponentFlow[] = []) =>
  judgeFlow({ newest: newestOf(points), components, before: BEFORE });

test("what moves and is not lost is flowing", () => {
  expect(judge(minutes({ accepted: 60, sent: 60 }))).toEqual({ word: "flowing", reason: "" });
  expect(judge(minutes({ accepted: 1000, sent: 1000, sendFailed: 9 })).word).toBe("flowing");
});

test("failed sends are lost data with the first export that says so, with name and numbers", () => {
  const lost = { accepted: 27, sendFailed: 27 };
  expect(judge(minutes({ accepted: 27, sent: 27 }, lost), [exporter(lost)])).toEqual({
    word: "losing-data",
    reason: "otlp/edge fails to send: 27 of 54 metric points (50 %) in 2 min.",
  });
});

test("an exporter that holds everything back loses data within two exports, although it counts no failure", () => {
  const held = { accepted: 27, held: 27 };
  expect(judge(minutes({ accepted: 27, sent: 27 }, held)).word).toBe("flowing");
  expect(judge(minutes(held, held), [exporter(held)])).toEqual({
    word: "losing-data",
    reason:
      "otlp/edge sends nothing and holds 54 of 54 metric points back in 2 min; 158 of 1,000 places of its queue are taken.",
  });
});

test("a full queue drops", () => {
  const full = { accepted: 100, sent: 50, dropped: 50 };
  expect(judge(minutes(full, full), [exporter(full)]).reason).toBe(
    "otlp/edge drops data: 100 of 200 metric points (50 %) in 2 min.",
  );
});

test("loss is over after two exports without", () => {
  const lost = { accepted: 10, sendFailed: 10 };
  const good = { accepted: 10, sent: 10 };
  expect(judge(minutes(lost, good)).word).toBe("losing-data");
  expect(judge(minutes(lost, good, good)).word).toBe("flowing");
});

test("loss of a small signal is not hidden by a large one", () => {
  const [point] = minutes({ accepted: 1_000_000, sent: 1_000_000 });
  if (point === undefined) throw new Error("There is one.");
  const signals = { ...point.signals, logs: { ...NONE, accepted: 5, sendFailed: 5 } };
  expect(judge([{ ...point, signals }]).reason).toContain("5 of 5 log records (100 %)");
});

test("silent is nothing where something moved before, with what was usual", () => {
  const usual = Array.from({ length: BASELINE_POINTS_MIN }, () => ({ accepted: 600, sent: 600 }));
  const still = Array.from({ length: SILENT_POINTS }, () => NONE);
  expect(judge(minutes(...usual, ...still.slice(1))).word).toBe("flowing");
  const verdict = judge(minutes(...usual, ...still));
  expect(verdict).toEqual({
    word: "silent",
    reason: "Nothing moves, where 10 items/s were usual in 10 min before.",
  });
  const longSilent = judgeFlow({
    newest: newestOf(minutes(...still, NONE)),
    components: [],
    before: verdict,
  });
  expect(longSilent).toEqual(verdict);
});

test("one that never moved, or moves now and then, is idle", () => {
  expect(judge(minutes(NONE, NONE)).word).toBe("idle");
  const now = Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? { accepted: 1 } : NONE));
  const still = Array.from({ length: SILENT_POINTS }, () => NONE);
  expect(judge(minutes(...now, ...still)).word).toBe("idle");
  expect(judge([{ at: 0, spanMs: MINUTE, signals: {} }]).word).toBe("idle");
});

test("without points, or for long without exports, nothing is known", () => {
  expect(judge([]).word).toBe("not-reported");
  expect(judgeAbsence(0, MINUTE, 5 * MINUTE)).toBeNull();
  expect(judgeAbsence(0, MINUTE, 5 * MINUTE + 1)?.word).toBe("not-reported");
  expect(judgeAbsence(0, 3000, 100_000)).toBeNull();
});
