import type { ControlPlaneStatistics } from "@fleethub/control-plane";
import { Counter, Gauge, type Registry } from "prom-client";

interface PlaneMetric {
  readonly kind: "counter" | "gauge";
  readonly name: string;
  readonly help: string;
  /** What one of the control plane's units is in the metric's. Default 1. */
  readonly scale?: number;
}

const counter = (name: string, help: string): PlaneMetric => ({ kind: "counter", name, help });
const gauge = (name: string, help: string, scale = 1): PlaneMetric => ({
  kind: "gauge",
  name,
  help,
  scale,
});

/** Every number of the control plane under its name; null: the hub counts or derives it in another way. */
const METRICS: Readonly<Record<keyof ControlPlaneStatistics, PlaneMetric | null>> = {
  reports: null,
  feedSequence: null,
  quietReports: counter(
    "fleethub_quiet_reports_total",
    "Heartbeats that were answered without a write",
  ),
  refusedReports: counter(
    "fleethub_refused_reports_total",
    "Reports with a broken part, or of agents that are not let in",
  ),
  offers: counter("fleethub_offers_total", "Configurations offered to agents, repeats included"),
  configFailures: counter(
    "fleethub_config_failures_total",
    "Configurations that failed on an agent",
  ),
  returns: counter("fleethub_returns_total", "Decisions to bring an agent back after a failure"),
  pushes: counter("fleethub_pushes_total", "Messages sent to agents without being asked"),
  pushesUnsent: counter(
    "fleethub_pushes_unsent_total",
    "Messages of that kind that found no connection",
  ),
  judgements: counter(
    "fleethub_judgements_total",
    "Configurations judged, each distinct pair once",
  ),
  commits: counter("fleethub_commits_total", "Change sets of what agents said that were committed"),
  conflicts: counter("fleethub_commit_conflicts_total", "Change sets that met a newer version"),
  storeFailures: counter("fleethub_store_failures_total", "Writes that the database did not take"),
  writesRefused: counter(
    "fleethub_writes_refused_total",
    "Writes of one agent that the database refuses whatever is written with it",
  ),
  bodiesLeft: counter(
    "fleethub_bodies_left_total",
    "Reported texts not kept because too many waited to be written",
  ),
  verbs: counter("fleethub_verbs_total", "Verbs that operators ran"),
  verbProblems: counter(
    "fleethub_verb_problems_total",
    "Verbs that operators ran and that were refused",
  ),
  policyEvaluations: counter(
    "fleethub_policy_evaluations_total",
    "Configurations judged by a policy, each distinct pair once",
  ),
  policyBreachWrites: counter(
    "fleethub_policy_breach_changes_total",
    "Agents that were found to break other policies than before",
  ),
  agentsBreaking: gauge(
    "fleethub_agents_breaking_policies",
    "Agents held by this process that break a policy without an exception",
  ),
  rolloutsFollowed: gauge(
    "fleethub_rollouts_followed",
    "Live rollouts that this process runs, together with others of the same database",
  ),
  telemetryTaken: counter(
    "fleethub_own_telemetry_exports_total",
    "Exports of agents' own metrics that were taken",
  ),
  telemetryRefused: counter(
    "fleethub_own_telemetry_refused_total",
    "Exports of own metrics of nobody known, or of agents that are not approved",
  ),
  telemetryWrites: counter(
    "fleethub_own_telemetry_writes_total",
    "Change sets of own telemetry that were written",
  ),
  telemetryAgents: gauge(
    "fleethub_own_telemetry_agents",
    "Agents whose own telemetry this process holds in memory",
  ),
  telemetrySizeBytes: gauge(
    "fleethub_own_telemetry_size_bytes",
    "Bytes of the windows of own telemetry in memory",
  ),
  agentsInMemory: gauge("fleethub_agents_in_memory", "Agents that this process holds in memory"),
  agentsConnected: gauge("fleethub_agents_connected", "Agents that are connected to this process"),
  agentsUnsaved: gauge("fleethub_store_waiting_agents", "Agents with something not written yet"),
  storeLagMs: gauge(
    "fleethub_store_lag_seconds",
    "How long the oldest of what is not written waits",
    1 / 1000,
  ),
  storeAway: gauge("fleethub_store_away", "1 while the database does not take writes"),
};

/** Registers the control plane's numbers. The answer takes them over; call it before the registry is read. */
export function registerPlaneMetrics(
  registry: Registry,
): (statistics: ControlPlaneStatistics) => void {
  const registers = [registry];
  const setters = Object.entries(METRICS).flatMap(([key, metric]) => {
    if (metric === null) return [];
    const { kind, name, help, scale = 1 } = metric;
    if (kind === "gauge") {
      const made = new Gauge({ name, help, registers });
      return [{ key, set: (value: number) => made.set(value * scale) }];
    }
    const made = new Counter({ name, help, registers });
    const set = (value: number) => {
      made.reset();
      made.inc(value);
    };
    return [{ key, set }];
  });
  return (statistics) => {
    const values = new Map<string, number>(Object.entries(statistics));
    for (const { key, set } of setters) set(values.get(key) ?? 0);
  };
}
