import fc from "fast-check";
import { expect, test } from "vitest";
import { FLOW_COUNTS, FLOW_POINTS_MAX, type FlowPoint, SIGNALS } from "../telemetry-model.js";
import { FLOW_FINE_POINTS, FlowWindow } from "./flow-window.js";

const count = fc.nat({ max: 1000 });
const flow = fc.record({
  accepted: count,
  refused: count,
  sent: count,
  sendFailed: count,
  dropped: count,
  held: count,
});
const anyPoint = fc.record({
  spanMs: fc.integer({ min: 1, max: 90_000 }),
  signals: fc.record({ traces: flow, metrics: flow, logs: flow }, { requiredKeys: [] }),
});

function pointsOf(parts: readonly Omit<FlowPoint, "at">[]): readonly FlowPoint[] {
  let at = Date.UTC(2026, 10, 23);
  return parts.map((part) => {
    at += part.spanMs;
    return { at, ...part };
  });
}

test("a point comes back as it went in", () => {
  const point: FlowPoint = {
    at: 1_795_000_000_123,
    spanMs: 60_000,
    signals: {
      logs: { accepted: 7, refused: 1, sent: 5, sendFailed: 2, dropped: 3, held: 4 },
    },
    memory: 41_541_632,
    cpu: 0.25,
    queue: { size: 3, capacity: 1000 },
  };
  expect(new FlowWindow([point]).newest()).toEqual([point]);
});

test("points older than the newest few are one a minute, and there are never more than the most", () => {
  const parts = Array.from({ length: 2000 }, () => ({ spanMs: 10_000, signals: {} }));
  const window = new FlowWindow(pointsOf(parts));
  const kept = window.newest();
  expect(kept.length).toBe(FLOW_POINTS_MAX);
  expect(kept.slice(-FLOW_FINE_POINTS).every(({ spanMs }) => spanMs === 10_000)).toBe(true);
  expect(kept.slice(1, -FLOW_FINE_POINTS - 1).every(({ spanMs }) => spanMs === 60_000)).toBe(true);
});

test("whatever comes, no count is lost before the window is full", () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: FLOW_POINTS_MAX }), (parts) => {
      const points = pointsOf(parts);
      const kept = new FlowWindow(points).newest();
      const sum = (of: readonly FlowPoint[]) =>
        of.reduce(
          (total, { spanMs, signals }) =>
            total +
            spanMs +
            SIGNALS.flatMap((signal) =>
              FLOW_COUNTS.map((each) => signals[signal]?.[each] ?? 0),
            ).reduce((a, b) => a + b, 0),
          0,
        );
      expect(sum(kept)).toBe(sum(points));
      expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
    { seed: 6, numRuns: 200 },
  );
});

test("a full window of three signals takes less than 13 KB", () => {
  const none = { accepted: 0, refused: 0, sent: 0, sendFailed: 0, dropped: 0, held: 0 };
  const signals = { traces: none, metrics: none, logs: none };
  const parts = Array.from({ length: 500 }, () => ({ spanMs: 60_000, signals }));
  expect(new FlowWindow(pointsOf(parts)).sizeBytes).toBeLessThan(13_000);
});
