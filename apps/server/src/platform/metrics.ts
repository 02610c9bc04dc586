import type { OpampHandler } from "@fleethub/opamp/server";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the hub counts, in the words of Prometheus. Labels are closed sets: no name of an agent is one. */
export interface HubMetrics {
  readonly registry: Registry;
  httpAnswered(route: string, method: string, status: number, durationMs: number): void;
  inputRefused(transport: string, code: string): void;
  /** The handler with its reports, farewells and unsent messages counted. */
  counting(handler: OpampHandler<unknown>): OpampHandler<unknown>;
}

/** Values that are asked for when somebody looks. */
export interface MetricSources {
  connections(): number;
  eventStreams(): number;
  /** What the control plane counts since its start, by name. */
  statistics(): Readonly<Record<string, number>>;
}

const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** One registry per hub, so that several may live in one process. */
export function createMetrics(sources: MetricSources): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "fleethub_http_request_duration_seconds",
    help: "Requests to console and API by route of the table",
    labelNames: ["route", "method", "status"],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const reports = new Counter({
    name: "fleethub_opamp_reports_total",
    help: "AgentToServer messages received",
    labelNames: ["transport"],
    registers,
  });
  const reportBytes = new Counter({
    name: "fleethub_opamp_report_bytes_total",
    help: "Bytes of AgentToServer messages received",
    labelNames: ["transport"],
    registers,
  });
  const refused = new Counter({
    name: "fleethub_opamp_refused_total",
    help: "Input from agents that was not processed, by reason",
    labelNames: ["transport", "code"],
    registers,
  });
  const unsent = new Counter({
    name: "fleethub_opamp_unsent_total",
    help: "ServerToAgent messages that could not be sent",
    labelNames: ["reason"],
    registers,
  });
  const gone = new Counter({
    name: "fleethub_opamp_disconnects_total",
    help: "Agents that left a connection, by reason",
    labelNames: ["reason"],
    registers,
  });
  gauge(registry, "fleethub_opamp_connections", "Open WebSockets", sources.connections);
  gauge(registry, "fleethub_event_streams", "Open event streams", sources.eventStreams);
  statistics(registry, sources.statistics);
  return {
    registry,
    httpAnswered: (route, method, status, durationMs) =>
      requests.observe({ route, method: methodLabel(method), status }, durationMs / 1_000),
    inputRefused: (transport, code) => refused.inc({ transport, code }),
    counting: (handler) => ({
      onReport(report, connection) {
        const { transport } = connection;
        reports.inc({ transport });
        reportBytes.inc({ transport }, report.raw.byteLength);
        return handler.onReport(report, connection);
      },
      onConnected: (connection) => handler.onConnected?.(connection),
      onDisconnected(connection, uid, reason) {
        gone.inc({ reason });
        handler.onDisconnected?.(connection, uid, reason);
      },
      onClosed: (connection, reason) => handler.onClosed?.(connection, reason),
      onRefused: (input) => handler.onRefused?.(input),
      onUnsent(message) {
        unsent.inc({ reason: message.reason });
        handler.onUnsent?.(message);
      },
    }),
  };
}

/** What of the control plane's numbers goes up and down; the others only grow. */
const LEVELS: ReadonlySet<string> = new Set([
  "agentsInMemory",
  "agentsConnected",
  "agentsUnsaved",
  "storeAway",
]);

/** The control plane's numbers, read when somebody looks. */
function statistics(registry: Registry, read: () => Readonly<Record<string, number>>): void {
  const rows = (levels: boolean) =>
    Object.entries(read()).filter(([kind]) => LEVELS.has(kind) === levels);
  const total = new Counter({
    name: "fleethub_control_plane_total",
    help: "What the control plane did since its start, by kind",
    labelNames: ["kind"],
    registers: [],
    collect() {
      this.reset();
      for (const [kind, count] of rows(false)) this.inc({ kind }, count);
    },
  });
  const now = new Gauge({
    name: "fleethub_control_plane",
    help: "Where the control plane stands now, by kind",
    labelNames: ["kind"],
    registers: [],
    collect() {
      for (const [kind, value] of rows(true)) this.set({ kind }, value);
    },
  });
  registry.registerMetric(total);
  registry.registerMetric(now);
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  const metric = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(value());
    },
  });
  registry.registerMetric(metric);
}

/** A method that anybody may invent is one label. */
function methodLabel(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].includes(method)
    ? method
    : "other";
}
