import type { Signal, SignalFlow } from "../telemetry-model.js";

/** What a metric of a Collector says. */
export type MetricMeaning =
  | {
      readonly kind: "items";
      readonly component: "receiver" | "processor" | "exporter";
      readonly count: Exclude<keyof SignalFlow, "held">;
      readonly signal: Signal;
    }
  | {
      readonly kind: "queue-size" | "queue-capacity" | "memory" | "cpu-seconds" | "uptime-seconds";
    };

type Items = Extract<MetricMeaning, { kind: "items" }>;

const SIGNAL_OF: ReadonlyMap<string, Signal> = new Map([
  ["spans", "traces"],
  ["metric_points", "metrics"],
  ["log_records", "logs"],
]);

/**
 * Counters by component and what happened to the items. What a processor refused is refused by its receivers too, and
 * what it accepted is accepted by them: counted there alone.
 */
const COUNT_OF: ReadonlyMap<string, Pick<Items, "component" | "count">> = new Map<
  string,
  Pick<Items, "component" | "count">
>([
  ["receiver_accepted", { component: "receiver", count: "accepted" }],
  ["receiver_refused", { component: "receiver", count: "refused" }],
  ["receiver_failed", { component: "receiver", count: "refused" }],
  ["processor_dropped", { component: "processor", count: "dropped" }],
  ["exporter_sent", { component: "exporter", count: "sent" }],
  ["exporter_send_failed", { component: "exporter", count: "sendFailed" }],
  ["exporter_enqueue_failed", { component: "exporter", count: "dropped" }],
]);

const OTHERS: ReadonlyMap<string, MetricMeaning> = new Map<string, MetricMeaning>([
  ["otelcol_exporter_queue_size", { kind: "queue-size" }],
  ["otelcol_exporter_queue_capacity", { kind: "queue-capacity" }],
  ["otelcol_process_memory_rss", { kind: "memory" }],
  ["otelcol_process_memory_rss_bytes", { kind: "memory" }],
  ["otelcol_process_cpu_seconds", { kind: "cpu-seconds" }],
  ["otelcol_process_uptime", { kind: "uptime-seconds" }],
  ["otelcol_process_uptime_seconds", { kind: "uptime-seconds" }],
]);

const ITEMS = /^otelcol_([a-z]+_[a-z_]+)_(spans|metric_points|log_records)$/;

/**
 * Names as Collectors of 0.90 to 0.159 send them, each also with the `_total` of Prometheus. Null: not followed.
 */
export function meaningOf(name: string): MetricMeaning | null {
  const plain = name.endsWith("_total") ? name.slice(0, -"_total".length) : name;
  const other = OTHERS.get(plain);
  if (other !== undefined) return other;
  const [, counted = "", items = ""] = ITEMS.exec(plain) ?? [];
  const count = COUNT_OF.get(counted);
  const signal = SIGNAL_OF.get(items);
  if (count === undefined || signal === undefined) return null;
  return { kind: "items", ...count, signal };
}
