import { expect, test } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import { newCollector, readingsOf } from "../testing/collector-metrics.js";
import { foldExport, newExportMemory } from "./fold-export.js";
import { KeptAgent } from "./kept-agent.js";
import { meaningOf } from "./metric-meaning.js";
import type { MetricReading } from "./readings.js";
import { SERIES_KEY_LENGTH_MAX } from "./series-book.js";

const MINUTE = 60_000;
const START = 1_000_000;

test("names are known with and without the suffix of Prometheus; others are not followed", () => {
  const sent = { kind: "items", component: "exporter", count: "sent", signal: "traces" };
  expect(meaningOf("otelcol_exporter_sent_spans")).toEqual(sent);
  expect(meaningOf("otelcol_exporter_sent_spans_total")).toEqual(sent);
  expect(meaningOf("otelcol_receiver_failed_log_records")).toMatchObject({ count: "refused" });
  for (const name of ["otelcol_scraper_scraped_metric_points", "otelcol_constructor", "x", ""]) {
    expect(meaningOf(name)).toBeNull();
  }
});

test("counts since the start become counts since the export before", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  Object.assign(collector, { accepted: 60, sent: 60, cpuSeconds: 3 });
  const first = foldExport(memory, readingsOf(collector, START + MINUTE));
  expect(first?.point).toMatchObject({
    spanMs: MINUTE,
    signals: { metrics: { accepted: 60, sent: 60, sendFailed: 0, held: 0 } },
    cpu: 0.05,
    memory: 40_000_000,
    queue: { size: 0, capacity: 1000 },
  });
  expect(first?.uptimeMs).toBe(MINUTE);
  Object.assign(collector, { accepted: 100, sent: 90, sendFailed: 10 });
  const second = foldExport(memory, readingsOf(collector, START + 2 * MINUTE));
  const counts = { accepted: 40, refused: 0, sent: 30, sendFailed: 10, dropped: 0, held: 0 };
  expect(second?.point?.signals).toEqual({ metrics: counts });
  expect(second?.components).toContainEqual(
    expect.objectContaining({ component: "otlp_http", sent: 30, sendFailed: 10, spanMs: MINUTE }),
  );
});

test("a process that is old counts from its second export on", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  Object.assign(collector, { accepted: 5_000_000, sent: 5_000_000 });
  const later = START + 86_400_000;
  expect(foldExport(memory, readingsOf(collector, later))?.point).toBeNull();
  collector.accepted += 7;
  const point = foldExport(memory, readingsOf(collector, later + MINUTE))?.point;
  expect(point?.signals.metrics?.accepted).toBe(7);
});

test("a restart begins its counts anew; nothing is counted twice or below zero", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  Object.assign(collector, { accepted: 60, sent: 60 });
  foldExport(memory, readingsOf(collector, START + MINUTE));
  const again = newCollector(START + MINUTE + 1000);
  Object.assign(again, { accepted: 80, sent: 80 });
  const point = foldExport(memory, readingsOf(again, START + 2 * MINUTE))?.point;
  expect(point?.signals.metrics).toMatchObject({ accepted: 80, sent: 80 });
});

test("an export that is repeated, or comes late, adds nothing", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  collector.accepted = 60;
  const readings = readingsOf(collector, START + MINUTE);
  foldExport(memory, readings);
  expect(foldExport(memory, readings)).toBeNull();
  expect(foldExport(memory, readingsOf(collector, START + MINUTE / 2))).toBeNull();
});

test("delta counts are taken as they are", () => {
  const memory = newExportMemory();
  const delta = (value: number, at: number): MetricReading => ({
    name: "otelcol_exporter_sent_spans",
    value,
    kind: "delta",
    startedAt: at - MINUTE,
    at,
    attributes: { exporter: "otlp" },
  });
  foldExport(memory, [delta(5, START)]);
  const point = foldExport(memory, [delta(6, START + MINUTE)])?.point;
  expect(point?.signals.traces?.sent).toBe(6);
});

test("an exporter that tries again and again holds back what came in: it counts no failure", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  Object.assign(collector, { accepted: 18, queue: 2 });
  foldExport(memory, readingsOf(collector, START + 3000));
  Object.assign(collector, { accepted: 45, queue: 5 });
  const folded = foldExport(memory, readingsOf(collector, START + 6000));
  expect(folded?.point?.signals.metrics).toMatchObject({ accepted: 27, sent: 0, held: 27 });
  Object.assign(collector, { accepted: 72, queue: 0, sent: 72 });
  const healed = foldExport(memory, readingsOf(collector, START + 9000));
  expect(healed?.point?.signals.metrics).toMatchObject({ sent: 72, held: 0 });
});

test("an interval in which the backend died counts what is missing from the usual part", () => {
  const memory = newExportMemory();
  const collector = newCollector(START);
  const fold = (seconds: number) =>
    foldExport(memory, readingsOf(collector, START + seconds * 1000))?.point?.signals.metrics;
  // Half of what comes in is filtered out before the exporter.
  Object.assign(collector, { accepted: 540, sent: 270 });
  expect(fold(60)?.held).toBe(0);
  Object.assign(collector, { accepted: 1080, sent: 540, queue: 1 });
  expect(fold(120)?.held).toBe(0);
  Object.assign(collector, { accepted: 1620, sent: 640, queue: 18 });
  expect(fold(180)).toMatchObject({ sent: 100, held: 170 });
  Object.assign(collector, { accepted: 2160, queue: 45 });
  expect(fold(240)).toMatchObject({ sent: 0, held: 270 });
});

test("what is no number is left out", () => {
  const memory = newExportMemory();
  const [reading] = readingsOf(newCollector(START), START + 1000);
  if (reading === undefined) throw new Error("There is one.");
  expect(foldExport(memory, [{ ...reading, value: Number.NaN }])).toBeNull();
  expect(foldExport(memory, [{ ...reading, value: -1 }])).toBeNull();
});

test("what is no amount is not followed, so that nothing kept becomes endless or too long", () => {
  const memory = newExportMemory();
  const agent = new KeptAgent(sampleAgent().id, null, START);
  const own = (value: number, component = "otlp"): readonly MetricReading[] =>
    ["otelcol_receiver_accepted_spans", "otelcol_process_uptime", "otelcol_process_memory_rss"].map(
      (name) => {
        const attributes = { receiver: component };
        return { name, value, kind: "gauge", startedAt: START, at: START, attributes };
      },
    );
  for (const value of [1e300, Number.POSITIVE_INFINITY, Number.NaN, -5]) {
    expect(foldExport(memory, own(value))).toBeNull();
  }
  expect(foldExport(memory, own(1, "x".repeat(SERIES_KEY_LENGTH_MAX)))).toBeNull();
  agent.take(own(Number.MAX_SAFE_INTEGER), START);
  expect(agent.telemetry().startedAt).toBeNull();
});
