import type { Millis } from "@fleethub/fleet";

/** One number of one export of an agent's own metrics. */
export interface MetricReading {
  /** Such as `otelcol_exporter_sent_spans`, as it was sent. */
  readonly name: string;
  readonly value: number;
  /** A gauge is a value of the moment, `cumulative` counts since `startedAt`, `delta` since the export before. */
  readonly kind: "gauge" | "cumulative" | "delta";
  /** By the agent's clock; 0 where it does not say. */
  readonly startedAt: Millis;
  /** By the agent's clock. */
  readonly at: Millis;
  /** Such as `exporter` or `data_type`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What one agent said of itself in one export. */
export interface OwnExport {
  /** `service.instance.id` of the resource: its current or a former instance UID. */
  readonly uid: string;
  readonly readings: readonly MetricReading[];
}

/** What became of an export. */
export type Taken =
  | { readonly kind: "taken" }
  /** Nothing of it was kept; `reason` is for the log of whoever sent it. */
  | {
      readonly kind: "refused";
      readonly because: "unknown-agent" | "not-approved" | "not-its-own" | "too-much";
      readonly reason: string;
    };
