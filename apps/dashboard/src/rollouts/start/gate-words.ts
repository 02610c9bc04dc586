import type { Gate, GateAgainst, GateMeasure } from "@fleethub/api";
import { secondsText } from "./durations";

interface MeasureWords {
  readonly label: string;
  /** What its threshold is for each way to compare; those that are absent make no sense for it. */
  readonly units: Readonly<Partial<Record<GateAgainst, ThresholdUnit>>>;
  /** It needs the agent's own telemetry. */
  readonly telemetry: boolean;
}

/** `share`: percentage points; `relative`: percent of the other's value; else what the measure itself is in. */
export type ThresholdUnit = "share" | "relative" | "seconds" | "items" | "memory";

/** How the number of a field is written, and how many of the hub's own unit it stands for. */
export const UNITS = {
  share: { sign: "%", size: 0.01 },
  relative: { sign: "%", size: 0.01 },
  seconds: { sign: "s", size: 1 },
  items: { sign: "items/s", size: 1 },
  memory: { sign: "MiB", size: 1_048_576 },
} as const satisfies Record<ThresholdUnit, { readonly sign: string; readonly size: number }>;

const SHARES = { limit: "share", rest: "share", past: "share", "rest-and-past": "share" } as const;
const CHANGES = { rest: "relative", past: "relative", "rest-and-past": "relative" } as const;
const counted = (label: string, telemetry = false): MeasureWords => ({
  label,
  units: SHARES,
  telemetry,
});

/** Every measure in the order in which it is offered. */
export const MEASURES = {
  "failed-to-apply": counted("Failed to apply"),
  rejected: counted("Rejected"),
  unhealthy: counted("Unhealthy"),
  restarts: counted("Restarts"),
  disconnects: counted("Disconnects"),
  flaps: counted("Flaps"),
  "time-to-apply": {
    label: "Time to apply",
    units: { ...CHANGES, limit: "seconds" },
    telemetry: false,
  },
  "send-failures": counted("Send failures", true),
  drops: counted("Dropped items", true),
  refused: counted("Refused items", true),
  throughput: { label: "Throughput", units: { ...CHANGES, limit: "items" }, telemetry: true },
  memory: { label: "Memory", units: { ...CHANGES, limit: "memory" }, telemetry: true },
} as const satisfies Record<GateMeasure, MeasureWords>;

export const AGAINST = {
  limit: "the number itself",
  rest: "the rest of the group",
  past: "their own hour before",
  "rest-and-past": "the rest and their own past",
} as const satisfies Record<GateAgainst, string>;

export const measureWords = (measure: GateMeasure): MeasureWords => MEASURES[measure];

/** Ways to compare that make sense for a measure, in order; the first is the one to begin with. */
export function waysOf(measure: GateMeasure): readonly GateAgainst[] {
  const { units } = measureWords(measure);
  return (["limit", "rest", "past", "rest-and-past"] as const).filter(
    (against) => units[against] !== undefined,
  );
}

/** What the threshold of a gate is written in. */
export function unitOf({ measure, against }: Pick<Gate, "measure" | "against">): ThresholdUnit {
  return measureWords(measure).units[against] ?? "share";
}

/** A threshold as a field shows it. Nothing of it is lost but what a division adds. */
export function shownThreshold(gate: Pick<Gate, "measure" | "against" | "threshold">): number {
  return Number((gate.threshold / UNITS[unitOf(gate)].size).toPrecision(12));
}

/** The threshold that a field's number says. */
export function thresholdFrom(gate: Pick<Gate, "measure" | "against">, shown: number): number {
  return Number((shown * UNITS[unitOf(gate)].size).toPrecision(12));
}

const LESS = new Set<GateMeasure>(["throughput"]);

/** `Failed to apply, holds at 5 %`; `Throughput, holds 20 % below their own hour before`. */
export function gateWords(gate: Gate): string {
  return `${measureWords(gate.measure).label}, ${holdsWords(gate)}`;
}

/** `holds at 5 %`, `holds 0.5 % above the rest of the group`. */
export function holdsWords(gate: Gate): string {
  const unit = unitOf(gate);
  if (unit === "seconds") return `holds at ${secondsText(gate.threshold)}`;
  if (gate.against === "limit") return `holds at ${shownThreshold(gate)} ${UNITS[unit].sign}`;
  const side = LESS.has(gate.measure) ? "below" : "above";
  return `holds ${shownThreshold(gate)} % ${side} ${AGAINST[gate.against]}`;
}
