import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the hub counts, in the words of Prometheus. Labels are closed sets: no name of an agent is one. */
export interface HubMetrics {
  readonly registry: Registry;
  httpAnswered(route: string, method: string, status: number, durationMs: number): void;
  reportReceived(transport: string, sizeBytes: number): void;
  inputRefused(transport: string, code: string): void;
  messageUnsent(reason: string): void;
  agentGone(reason: string): void;
}

/** Values that are asked for when somebody looks. */
export interface MetricSources {
  connections(): number;
  eventStreams(): number;
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
  return {
    registry,
    httpAnswered: (route, method, status, durationMs) =>
      requests.observe({ route, method: methodLabel(method), status }, durationMs / 1_000),
    reportReceived(transport, sizeBytes) {
      reports.inc({ transport });
      reportBytes.inc({ transport }, sizeBytes);
    },
    inputRefused: (transport, code) => refused.inc({ transport, code }),
    messageUnsent: (reason) => unsent.inc({ reason }),
    agentGone: (reason) => gone.inc({ reason }),
  };
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
}

/** A method that anybody may invent is one label. */
function methodLabel(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].includes(method)
    ? method
    : "other";
}
