import type { Millis } from "@fleethub/fleet";
import { type AgentTelemetry, type FlowPoint, type Signal, SIGNALS } from "../telemetry-model.js";
import { judgeAbsence, throughputOf } from "./judge-flow.js";
import type { FlowSummary } from "./views.js";

/** Values of {@link FlowSummary.hour}. */
export const FLOW_HOUR_STEPS = 18;

const HOUR_MS: Millis = 3_600_000;
const STEP_MS = HOUR_MS / FLOW_HOUR_STEPS;

/** What rows and pages show of what is kept. Where nothing came for long it says so, whatever was stored last. */
export function flowSummary(telemetry: AgentTelemetry, now: Millis): FlowSummary {
  const { points, startedAt, intervalMs, since } = telemetry;
  const newest = points.at(-1);
  const lastAt = newest?.at ?? null;
  const absence = lastAt === null ? null : judgeAbsence(lastAt, intervalMs, now);
  const { word, reason } = absence ?? telemetry;
  const hour = points.filter(({ at }) => at > now - HOUR_MS);
  const { lost, left } = lossOf(hour);
  const known = absence === null ? newest : undefined;
  return {
    word,
    reason,
    since: absence === null || telemetry.word === word ? since : (lastAt ?? since),
    lastAt,
    itemsPerSecond: known === undefined ? {} : perSecond(known),
    hour: hourOf(points, now),
    lostShare: lost + left === 0 ? null : lost / (lost + left),
    lostItems: lost,
    memory: known?.memory ?? null,
    cpu: known?.cpu ?? null,
    queue: known?.queue ?? null,
    startedAt,
    uptimeMs: startedAt === null || known === undefined ? null : Math.max(0, now - startedAt),
    intervalMs,
  };
}

/** What the line of an agent's row says: what is wrong with its configuration or health first, then with its data. */
export function rowReason(
  reason: string,
  flow: Pick<FlowSummary, "word" | "reason"> | null,
): string {
  if (reason !== "" || flow === null) return reason;
  return flow.word === "losing-data" || flow.word === "silent" ? flow.reason : "";
}

function perSecond(point: FlowPoint): FlowSummary["itemsPerSecond"] {
  const rates: { [S in Signal]?: number } = {};
  for (const signal of SIGNALS) {
    const flow = point.signals[signal];
    if (flow === undefined || point.spanMs === 0) continue;
    rates[signal] = ((flow.accepted > 0 ? flow.accepted : flow.sent) * 1000) / point.spanMs;
  }
  return rates;
}

function lossOf(points: readonly FlowPoint[]): { readonly lost: number; readonly left: number } {
  let lost = 0;
  let left = 0;
  for (const point of points) {
    for (const signal of SIGNALS) {
      const flow = point.signals[signal];
      if (flow === undefined) continue;
      lost += flow.sendFailed + flow.dropped + flow.held;
      left += flow.sent;
    }
  }
  return { lost, left };
}

/** Points count in the steps that they overlap, each by its part. */
function hourOf(points: readonly FlowPoint[], now: Millis): readonly (number | null)[] {
  const begin = now - HOUR_MS;
  const items = Array.from({ length: FLOW_HOUR_STEPS }, () => 0);
  const covered = Array.from({ length: FLOW_HOUR_STEPS }, () => 0);
  for (const point of points) {
    if (point.spanMs <= 0 || point.at <= begin) continue;
    const from = point.at - point.spanMs;
    const first = Math.max(0, Math.floor((from - begin) / STEP_MS));
    const last = Math.min(FLOW_HOUR_STEPS - 1, Math.floor((point.at - 1 - begin) / STEP_MS));
    const rate = throughputOf(point) / point.spanMs;
    for (let step = first; step <= last; step += 1) {
      const start = begin + step * STEP_MS;
      const overlap = Math.min(point.at, start + STEP_MS) - Math.max(from, start);
      items[step] = (items[step] ?? 0) + rate * overlap;
      covered[step] = (covered[step] ?? 0) + overlap;
    }
  }
  return items.map((sum, step) => {
    const ms = covered[step] ?? 0;
    return ms <= 0 ? null : (sum * 1000) / ms;
  });
}
