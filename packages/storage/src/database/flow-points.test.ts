import { FLOW_POINTS_MAX, type FlowPoint, type SignalFlow } from "@fleethub/control-plane";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packPoints, unpackPoints } from "./flow-points.js";

const SEED = 20261123;

const AMOUNT = fc.oneof(
  fc.constant(0),
  fc.nat(1_000),
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0.5, 12.25, 1 / 3, Number.MAX_VALUE),
);
const FLOW: fc.Arbitrary<SignalFlow> = fc.record({
  accepted: AMOUNT,
  refused: AMOUNT,
  sent: AMOUNT,
  sendFailed: AMOUNT,
  dropped: AMOUNT,
  held: AMOUNT,
});
const POINT: fc.Arbitrary<FlowPoint> = fc.record(
  {
    at: fc.integer({ min: 1.7e12, max: 1.9e12 }),
    spanMs: fc.constantFrom(10_000, 60_000, 59_873),
    signals: fc.record({ traces: FLOW, metrics: FLOW, logs: FLOW }, { requiredKeys: [] }),
    memory: AMOUNT,
    cpu: fc.oneof(AMOUNT, fc.double({ min: 0, max: 8, noNaN: true }).map(Math.abs)),
    queue: fc.record({ size: AMOUNT, capacity: AMOUNT }),
  },
  { requiredKeys: ["at", "spanMs", "signals"] },
);

test("points come back as they went in, whatever they report", () => {
  fc.assert(
    fc.property(fc.array(POINT, { maxLength: FLOW_POINTS_MAX }), (points) => {
      expect(unpackPoints(packPoints(points))).toEqual(points);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

/** Two hours of a Collector whose load wavers, a point a minute. */
function wavering(signals: readonly ("traces" | "metrics" | "logs")[]): readonly FlowPoint[] {
  const [around] = fc.sample(
    fc.array(fc.integer({ min: -500, max: 500 }), {
      minLength: FLOW_POINTS_MAX,
      maxLength: FLOW_POINTS_MAX,
    }),
    { seed: SEED, numRuns: 1 },
  );
  return (around ?? []).map((noise, index): FlowPoint => {
    const accepted = 60_000 + noise * 10;
    const flow = {
      accepted,
      refused: 0,
      sent: accepted - (noise % 50),
      sendFailed: 0,
      dropped: 0,
      held: 0,
    };
    return {
      at: 1_795_000_000_000 + index * 60_000 + (noise % 7),
      spanMs: 60_000,
      signals: Object.fromEntries(signals.map((signal) => [signal, flow])),
      memory: 180_000_000 + noise * 4_096,
      cpu: Math.round(1_200 + noise) / 10_000,
      queue: { size: Math.abs(noise) % 10, capacity: 1_000 },
    };
  });
}

test("two hours of one signal take less than 2 KiB, of three less than 3 KiB", () => {
  expect(packPoints(wavering(["traces"])).length).toBeLessThan(2_048);
  expect(packPoints(wavering(["traces", "metrics", "logs"])).length).toBeLessThan(3_072);
});

test("points of another format are left out", () => {
  expect(unpackPoints(Uint8Array.of(9, 1, 2, 3))).toEqual([]);
});
