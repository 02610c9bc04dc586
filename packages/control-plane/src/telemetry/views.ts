import type { Millis } from "@fleethub/fleet";
import type { FlowPoint, FlowWord, Signal, SignalFlow } from "../telemetry-model.js";

/** What a row of the inventory and the head of a page say of one agent's data. */
export interface FlowSummary {
  readonly word: FlowWord;
  /** Why, with numbers: which exporter, how much, what was usual before. Empty where there is nothing to say. */
  readonly reason: string;
  readonly since: Millis;
  /** End of the newest point; null before the first. */
  readonly lastAt: Millis | null;
  /** Items a second of the newest point, as received; as sent where nothing is received. */
  readonly itemsPerSecond: { readonly [S in Signal]?: number };
  /** Items a second over all signals in `FLOW_HOUR_STEPS` equal parts of the last hour, oldest first; null: not reported. */
  readonly hour: readonly (number | null)[];
  /** Failed, held back and dropped of all that was to leave in the last hour, 0 to 1; null where nothing was. */
  readonly lostShare: number | null;
  /** Items of the last hour that failed, were held back or dropped. */
  readonly lostItems: number;
  /** Bytes; null where it is not reported, as everything below. */
  readonly memory: number | null;
  /** Share of one core. */
  readonly cpu: number | null;
  readonly queue: FlowPoint["queue"] | null;
  readonly startedAt: Millis | null;
  readonly uptimeMs: Millis | null;
  readonly intervalMs: Millis | null;
}

/** What one component moved of one signal in the newest stretch of time. */
export interface ComponentFlow extends SignalFlow {
  readonly kind: "receiver" | "processor" | "exporter";
  /** Its id in the config, such as `otlp/edge`. */
  readonly component: string;
  readonly signal: Signal;
  /** Length of the stretch: counts by seconds are rates. */
  readonly spanMs: Millis;
  /** Of exporters with a queue. */
  readonly queue: FlowPoint["queue"] | null;
}
