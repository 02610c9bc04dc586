import type { Millis, Observation, Observations } from "@fleethub/fleet";
import { type FlowPoint, SIGNALS } from "../telemetry-model.js";
import { throughputOf } from "./judge-flow.js";

/** Measures that own telemetry tells. */
export type FlowMeasure = "send-failures" | "drops" | "refused" | "throughput" | "memory";

/**
 * What gates see of one agent between two moments: of points that lie in it by more than half of their length.
 * Measures without a point, or without anything that could have failed, are absent.
 *
 * Send failures count what is held back too: a dead destination is seen before its exporter gives up. Drops are of what
 * was to be queued, refusals of what came in.
 */
export function flowObservations(
  points: readonly FlowPoint[],
  from: Millis,
  to: Millis,
): Pick<Observations, FlowMeasure> {
  const inside = points.filter(({ at, spanMs }) => {
    const middle = at - spanMs / 2;
    return middle >= from && middle < to;
  });
  const sums = { accepted: 0, refused: 0, sent: 0, sendFailed: 0, dropped: 0, held: 0 };
  let [items, seconds, memory, memoryPoints] = [0, 0, 0, 0];
  for (const point of inside) {
    items += throughputOf(point);
    seconds += point.spanMs / 1000;
    if (point.memory !== undefined) {
      memory += point.memory;
      memoryPoints += 1;
    }
    for (const signal of SIGNALS) {
      const flow = point.signals[signal];
      if (flow === undefined) continue;
      sums.accepted += flow.accepted;
      sums.refused += flow.refused;
      sums.sent += flow.sent;
      sums.sendFailed += flow.sendFailed;
      sums.dropped += flow.dropped;
      sums.held += flow.held;
    }
  }
  const failed = sums.sendFailed + sums.held;
  const countsItems = inside.some(({ signals }) => Object.keys(signals).length > 0);
  return {
    ...part("send-failures", failed, sums.sent + failed),
    ...part("drops", sums.dropped, sums.sent + failed + sums.dropped),
    ...part("refused", sums.refused, sums.accepted + sums.refused),
    ...(countsItems ? part("throughput", items, seconds) : {}),
    ...part("memory", memory, memoryPoints),
  };
}

function part(measure: FlowMeasure, of: number, all: number): { [M in FlowMeasure]?: Observation } {
  return all > 0 ? { [measure]: { part: of, of: all } } : {};
}
