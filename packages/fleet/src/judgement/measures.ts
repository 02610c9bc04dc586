import type { Measure } from "./gate.js";

/** What the values of a measure are numbers of. */
export type MeasureUnit =
  /** From 0 to 1: of agents, or of items. */
  "share" | "seconds" | "items/s" | "bytes";

/** How one agent shows a measure. */
export type MeasureKind =
  /** It happened to the agent or it did not; the value of a cohort is the share of agents. */
  | "agents"
  /** Items of all that were tried; the value of a cohort is the share of all its items together. */
  | "items"
  /** An amount of each agent; the value of a cohort is that of its median agent. */
  | "amount";

export interface MeasureFact {
  /** For headings and charts. */
  readonly label: string;
  readonly kind: MeasureKind;
  /** Of `wave`, `rest` and `past` of a verdict alike. */
  readonly unit: MeasureUnit;
  /** The side on which the harm is. */
  readonly harm: "more" | "less";
  /** `outcome`: every agent tells. `own-telemetry`: only agents that send their own metrics. */
  readonly source: "outcome" | "own-telemetry";
}

/**
 * What each measure is, for those who observe, show and explain it.
 *
 * | measure | one agent's `part` of `of` |
 * |---|---|
 * | `failed-to-apply` | 1 of 1 where the revision failed on it, kept or not, or it did not answer in time |
 * | `rejected` | 1 of 1 where the revision is rejected there: it said FAILED, or was unhealthy or exited within the window before last good |
 * | `disconnects` | 1 of 1 where its connection was lost and it did not say farewell |
 * | `flaps` | 1 of 1 where it left and came back more than once, or its health changed sides more than once |
 * | `unhealthy` | 1 of 1 where its settled health is unhealthy or degraded now (`restarting` and `unknown`: not reported) |
 * | `restarts` | 1 of 1 where its Collector ended unexpectedly; the restart that a change asks for is none |
 * | `time-to-apply` | seconds from the offer to the end, or until now where it has not ended, of 1 |
 * | `send-failures` | items that exporters gave up or hold back, of those and the ones sent |
 * | `drops` | items dropped by processors and full queues, of those that were to be sent |
 * | `refused` | items refused by receivers, of those refused and accepted |
 * | `throughput` | items that came in, or went out where nothing comes in, of seconds |
 * | `memory` | bytes held (mean of the stretch) of 1 |
 */
export const MEASURE_FACTS: { readonly [M in Measure]: MeasureFact } = {
  "failed-to-apply": fact("Failed to apply", "agents", "share", "more", "outcome"),
  rejected: fact("Rejected", "agents", "share", "more", "outcome"),
  disconnects: fact("Disconnects", "agents", "share", "more", "outcome"),
  flaps: fact("Flaps", "agents", "share", "more", "outcome"),
  unhealthy: fact("Unhealthy", "agents", "share", "more", "outcome"),
  restarts: fact("Restarts", "agents", "share", "more", "outcome"),
  "time-to-apply": fact("Time to apply", "amount", "seconds", "more", "outcome"),
  "send-failures": fact("Send failures", "items", "share", "more", "own-telemetry"),
  drops: fact("Dropped items", "items", "share", "more", "own-telemetry"),
  refused: fact("Refused items", "items", "share", "more", "own-telemetry"),
  throughput: fact("Throughput", "amount", "items/s", "less", "own-telemetry"),
  memory: fact("Memory", "amount", "bytes", "more", "own-telemetry"),
};

function fact(
  label: string,
  kind: MeasureKind,
  unit: MeasureUnit,
  harm: MeasureFact["harm"],
  source: MeasureFact["source"],
): MeasureFact {
  return { label, kind, unit, harm, source };
}
