import type { ControlPlaneStatistics } from "@fleethub/control-plane";
import type { LimitName } from "@fleethub/opamp";
import type { OpampHandler } from "@fleethub/opamp/server";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { registerPlaneMetrics } from "./plane-metrics.js";

/** What the hub counts, in the words of Prometheus. Labels are closed sets: no name of an agent is one. */
export interface HubMetrics {
  readonly contentType: string;
  /** The numbers of this moment, in Prometheus' text format. */
  text(): Promise<string>;
  httpAnswered(route: string, method: string, status: number, durationMs: number): void;
  inputRefused(transport: string, code: string): void;
  handshakeRefused(step: string): void;
  /** A limit of the agents' door was met. */
  limitMet(limit: LimitName): void;
  /** A request with agents' own metrics was answered. */
  ownMetricsAnswered(status: number): void;
  /** The handler with its reports, farewells, unsent messages and met limits counted. */
  counting(handler: OpampHandler<unknown>): OpampHandler<unknown>;
}

/** Values that are asked for when somebody looks. */
export interface MetricSources {
  connections(): number;
  eventStreams(): number;
  statistics(): ControlPlaneStatistics;
  /** The newest change of the log; may reject. */
  latestChange(): Promise<number>;
}

const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** One registry per hub, so that several may live in one process. */
export function createMetrics(sources: MetricSources): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const takePlane = registerPlaneMetrics(registry);
  const requests = new Histogram({
    name: "fleethub_http_request_duration_seconds",
    help: "Requests to console and API by route of the table",
    labelNames: ["route", "method", "status"],
    buckets: DURATION_BUCKETS,
    registers,
  });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const reports = counter("fleethub_reports_total", "AgentToServer messages received", [
    "transport",
  ]);
  const reportBytes = counter(
    "fleethub_report_bytes_total",
    "Bytes of AgentToServer messages received",
    ["transport"],
  );
  const refused = counter(
    "fleethub_input_refused_total",
    "Input from agents that was not processed, by reason",
    ["transport", "code"],
  );
  const handshakes = counter(
    "fleethub_handshakes_refused_total",
    "Attempts to connect that failed, by the step at which they ended",
    ["step"],
  );
  const limits = counter(
    "fleethub_limits_met_total",
    "Times that agents met a limit of their door, by its name",
    ["limit"],
  );
  const ownMetrics = counter(
    "fleethub_own_telemetry_requests_total",
    "Requests with agents' own metrics, by how they were answered",
    ["status"],
  );
  const unsent = counter(
    "fleethub_replies_unsent_total",
    "ServerToAgent messages that could not be sent, by reason",
    ["reason"],
  );
  const gone = counter(
    "fleethub_disconnects_total",
    "Agents that left a connection, by the way they went",
    ["reason"],
  );
  const connections = gauge("fleethub_connections", "Open WebSockets of agents");
  const streams = gauge("fleethub_event_streams", "Open event streams of the console and API");
  const feedLag = gauge(
    "fleethub_feed_lag_changes",
    "Changes in the log that this process has not read; -1 while the database does not answer",
  );
  const limitMet = (limit: LimitName) => limits.inc({ limit });
  /** Plain numbers on the path of a heartbeat, handed over when somebody looks. */
  const received = { websocket: { reports: 0, bytes: 0 }, http: { reports: 0, bytes: 0 } };

  return {
    contentType: registry.contentType,
    async text() {
      const statistics = sources.statistics();
      takePlane(statistics);
      for (const transport of ["websocket", "http"] as const) {
        const counts = received[transport];
        reports.inc({ transport }, counts.reports);
        reportBytes.inc({ transport }, counts.bytes);
        received[transport] = { reports: 0, bytes: 0 };
      }
      connections.set(sources.connections());
      streams.set(sources.eventStreams());
      const latest = await sources.latestChange().catch(() => statistics.feedSequence - 1);
      feedLag.set(latest < statistics.feedSequence ? -1 : latest - statistics.feedSequence);
      return registry.metrics();
    },
    httpAnswered: (route, method, status, durationMs) =>
      requests.observe({ route, method: methodLabel(method), status }, durationMs / 1_000),
    inputRefused: (transport, code) => refused.inc({ transport, code }),
    handshakeRefused: (step) => handshakes.inc({ step }),
    limitMet,
    ownMetricsAnswered: (status) => ownMetrics.inc({ status }),
    counting: (handler) => ({
      ...handler,
      onReport(report, connection) {
        const counts = received[connection.transport];
        counts.reports += 1;
        counts.bytes += report.raw.byteLength;
        return handler.onReport(report, connection);
      },
      onDisconnected(connection, uid, reason) {
        gone.inc({ reason });
        handler.onDisconnected?.(connection, uid, reason);
      },
      onUnsent(message) {
        unsent.inc({ reason: message.reason });
        if (message.reason === "too-large") limitMet("replySizeBytesMax");
        handler.onUnsent?.(message);
      },
      onClosed(connection, reason) {
        if (reason === "overflow") limitMet("sendQueueSizeBytesMax");
        handler.onClosed?.(connection, reason);
      },
      onRefused(refused) {
        if (refused.problem.limit !== undefined) limitMet(refused.problem.limit);
        handler.onRefused?.(refused);
      },
      onTurnedAway(turned) {
        if (turned.limit !== undefined) limitMet(turned.limit);
        handler.onTurnedAway?.(turned);
      },
    }),
  };
}

/** A method that anybody may invent is one label. */
function methodLabel(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].includes(method)
    ? method
    : "other";
}
