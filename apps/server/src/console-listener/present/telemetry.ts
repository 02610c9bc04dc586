import type { AgentTelemetry, ComponentFlow, FlowPoint } from "@fleethub/api";
import {
  type AgentRecord,
  type AgentTelemetry as Kept,
  type ComponentFlow as Component,
  type FlowPoint as Point,
  flowSummary,
  whyNotReported,
} from "@fleethub/control-plane";
import { timeOf, timeOrNull } from "./time.js";

/** Milliseconds in a second. */
const MS = 1_000;

const secondsOrNull = (ms: number | null) => (ms === null ? null : ms / MS);

/** What is kept of an agent that never sent any, and why. */
export function neverSent(agent: AgentRecord, now: number): Kept {
  const nothing = { since: 0, startedAt: null, intervalMs: null, points: [] };
  const reason = whyNotReported(agent, now);
  return { agent: agent.id, word: "not-reported", reason, ...nothing };
}

/** One agent's own metrics, as of now. */
export function presentTelemetry(
  kept: Kept,
  components: readonly Component[],
  now: number,
): AgentTelemetry {
  const summary = flowSummary(kept, now);
  return {
    flow: summary.word,
    reason: summary.reason,
    since: timeOrNull(summary.since),
    lastAt: timeOrNull(summary.lastAt),
    itemsPerSecond: { ...summary.itemsPerSecond },
    hour: [...summary.hour],
    lostShare: summary.lostShare,
    lostItems: summary.lostItems,
    memoryBytes: summary.memory,
    cpu: summary.cpu,
    queue: summary.queue ?? null,
    startedAt: timeOrNull(summary.startedAt),
    uptimeSeconds: secondsOrNull(summary.uptimeMs),
    intervalSeconds: secondsOrNull(summary.intervalMs),
    points: kept.points.map(presentFlowPoint),
    components: components.map(presentComponentFlow),
  };
}

function presentFlowPoint({ at, spanMs, signals, memory, cpu, queue }: Point): FlowPoint {
  return {
    at: timeOf(at),
    seconds: spanMs / MS,
    signals: { ...signals },
    memoryBytes: memory ?? null,
    cpu: cpu ?? null,
    queue: queue ?? null,
  };
}

function presentComponentFlow({ spanMs, queue, ...flow }: Component): ComponentFlow {
  return { ...flow, seconds: spanMs / MS, queue: queue ?? null };
}
