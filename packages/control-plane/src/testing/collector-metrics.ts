import type { MetricReading } from "../telemetry/readings.js";

/** A Collector that counts, and what it would export. */
export interface CountingCollector {
  accepted: number;
  refused: number;
  sent: number;
  sendFailed: number;
  queue: number;
  memory: number;
  cpuSeconds: number;
  startedAt: number;
}

export const newCollector = (startedAt: number): CountingCollector => ({
  accepted: 0,
  refused: 0,
  sent: 0,
  sendFailed: 0,
  queue: 0,
  memory: 40_000_000,
  cpuSeconds: 0,
  startedAt,
});

/** Readings in the names and attributes of a real Collector 0.149 with one receiver and one exporter of metrics. */
export function readingsOf(collector: CountingCollector, at: number): readonly MetricReading[] {
  const { startedAt } = collector;
  const sum = (name: string, value: number, attributes = {}): MetricReading => ({
    name,
    value,
    kind: "cumulative",
    startedAt,
    at,
    attributes,
  });
  const gauge = (name: string, value: number, attributes = {}): MetricReading => ({
    ...sum(name, value, attributes),
    kind: "gauge",
  });
  const receiver = { receiver: "hostmetrics", transport: "" };
  const exporter = { exporter: "otlp_http" };
  const queue = { ...exporter, data_type: "metrics" };
  return [
    sum("otelcol_receiver_accepted_metric_points", collector.accepted, receiver),
    sum("otelcol_receiver_refused_metric_points", collector.refused, receiver),
    ...(collector.sent > 0
      ? [sum("otelcol_exporter_sent_metric_points", collector.sent, exporter)]
      : []),
    ...(collector.sendFailed > 0
      ? [sum("otelcol_exporter_send_failed_metric_points", collector.sendFailed, exporter)]
      : []),
    gauge("otelcol_exporter_queue_size", collector.queue, queue),
    gauge("otelcol_exporter_queue_capacity", 1000, queue),
    gauge("otelcol_process_memory_rss", collector.memory),
    sum("otelcol_process_cpu_seconds", collector.cpuSeconds),
    sum("otelcol_process_uptime", (at - startedAt) / 1000),
    sum("otelcol_scraper_scraped_metric_points", collector.accepted, receiver),
  ];
}
