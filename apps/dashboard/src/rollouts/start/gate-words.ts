import type { Gate, GateAgainst, GateMeasure } from "@fleethub/api";
import { secondsText } from "./durations";

interface MeasureWords {
  readonly label: string;
  /** What its threshold is for each way to compare; those that are absent make no sense for it. */
  readonly units: Readonly<Partial<Record<GateAgainst, ThresholdUnit>>>;
  /** It needs the agent's own telemetry. */
  readonly telemetry: boolean;
}

/** `share`: percentage points; `relative`: percent of the other's value; `seconds`. */
export type ThresholdUnit = "share" | "relative" | "seconds";

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
    units: { limit: "seconds", ...CHANGES },
    telemetry: false,
  },
  "send-failures": counted("Failed sends", true),
  drops: counted("Dropped items", true),
  refused: counted("Refused items", true),
  throughput: { label: "Throughput", units: CHANGES, telemetry: true },
  memory: { label: "Memory", units: CHANGES, telemetry: true },
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

/** A threshold as a field shows it: percent, or seconds. */
export function shownThreshold(gate: Pick<Gate, "measure" | "against" | "threshold">): number {
  if (unitOf(gate) === "seconds") return gate.threshold;
  return Math.round(gate.threshold * 100_000) / 1_000;
}

/** The threshold that a field's number says. */
export function thresholdFrom(gate: Pick<Gate, "measure" | "against">, shown: number): number {
  return unitOf(gate) === "seconds" ? shown : shown / 100;
}

const LESS = new Set<GateMeasure>(["throughput"]);

/** `Failed to apply, holds at 5 %`; `Throughput, holds 20 % below their own hour before`. */
export function gateWords(gate: Gate): string {
  return `${measureWords(gate.measure).label}, ${holdsWords(gate)}`;
}

/** `holds at 5 %`, `holds 0.5 % above the rest of the group`. */
export function holdsWords(gate: Gate): string {
  if (gate.against === "limit")
    return unitOf(gate) === "seconds"
      ? `holds at ${secondsText(gate.threshold)}`
      : `holds at ${shownThreshold(gate)} %`;
  const side = LESS.has(gate.measure) ? "below" : "above";
  return `holds ${shownThreshold(gate)} % ${side} ${AGAINST[gate.against]}`;
}
