import { type AgentDetail, Health, Presence, Sync, Verified } from "@fleethub/api";
import {
  type AgentRecord,
  type AgentView,
  type Assignment,
  type BreachView,
  type ConfigFact,
  type FlowSummary,
  type Hold,
  rowReason,
} from "@fleethub/control-plane";
import { presentRow } from "./agent-row.js";
import { presentConnection, presentConnectionStatus } from "./connection.js";
import { timeOf, timeOrNull } from "./time.js";

const NANOSECONDS_PER_MS = 1_000_000n;

/** What else is told of an agent. */
export interface Told {
  readonly breaches: ReadonlyMap<string, BreachView>;
  /** Undefined: it never sent own metrics. */
  readonly flow: FlowSummary | undefined;
}

/** Everything known about one agent except bodies. */
export function presentDetail(view: AgentView, now: number, { breaches, flow }: Told): AgentDetail {
  const { record, config } = view;
  const { report } = record;
  const health = Health.parse(view.health);
  return {
    ...presentRow(record, now, flow),
    presence: Presence.parse(view.presence),
    sync: Sync.parse(view.sync),
    verified: Verified.parse(view.verified),
    health,
    reason: rowReason(view.reason, flow ?? null),
    configuration: config.desired.configuration,
    revision: config.desired.revision,
    resourceVersion: record.version,
    givenName: record.givenName,
    reportedName: report.description?.name ?? record.projection.name,
    attributes: { ...report.description?.attributes },
    admission: record.admission,
    enrolment: record.enrolment,
    capabilities: [...view.capabilities],
    transport: record.transport,
    remoteAddress: record.remoteAddress,
    formerUids: [...record.formerUids],
    createdAt: timeOf(record.createdAt),
    connectedAt: timeOrNull(report.connectedAt),
    disconnectedAt: timeOrNull(report.disconnectedAt),
    uptime: uptimeOf(record, now),
    healthSummary: healthSummaryOf(record, health),
    variables: { ...record.variables },
    policies: record.breaches.map(({ policy, severity, since, excepted }) => ({
      policy,
      title: breaches.get(policy)?.title ?? policy,
      severity,
      since: timeOf(since),
      excepted,
      cause: breaches.get(policy)?.cause ?? "",
    })),
    connection: presentConnection(record.connection),
    connectionStatus: presentConnectionStatus(view),
    hold: record.hold === null ? null : presentHold(record.hold),
    assignment: record.assignment === null ? null : presentAssignment(view, record.assignment),
    config: {
      desired: {
        ...presentFact(config.desired),
        rollout: config.desired.rollout,
        group: config.desired.group,
        suspended: config.desired.suspended,
        why: config.desired.why,
      },
      target: presentFact(config.target),
      offered: presentFact(config.offered),
      acknowledged: presentFact(config.acknowledged),
      effective: {
        ...presentFact(config.effective),
        verdict: config.effective.verdict,
        difference: config.effective.difference,
      },
      lastGood: presentFact(config.lastGood),
    },
  };
}

function presentFact(fact: ConfigFact): AgentDetail["config"]["target"] {
  const { kind, configuration, revision, hash, at, source, status, error } = fact;
  return { kind, configuration, revision, hash, at: timeOrNull(at), source, status, error };
}

/** Whole seconds since the Collector started, as it says; null where it runs not or says nothing. */
function uptimeOf({ report }: AgentRecord, now: number): number | null {
  const { health } = report;
  if (health === null || health.startTimeUnixNano === "0" || report.disconnectedAt !== null) {
    return null;
  }
  const startedAt = Number(BigInt(health.startTimeUnixNano) / NANOSECONDS_PER_MS);
  return Math.max(0, Math.floor((now - startedAt) / 1_000));
}

function healthSummaryOf(
  { report }: AgentRecord,
  state: AgentDetail["health"],
): AgentDetail["healthSummary"] {
  const { health } = report;
  return {
    state,
    reported: health?.stated ?? false,
    status: health?.status ?? "",
    error: health?.lastError ?? "",
    unhealthy: (health?.unhealthy ?? []).map(({ path, status, message }) => ({
      path: [...path],
      status,
      message,
    })),
    unhealthyCount: health?.unhealthyCount ?? 0,
    at: timeOrNull(health?.at),
  };
}

function presentHold({ revision, rollout, since }: Hold): AgentDetail["hold"] {
  return { revision: refOrNull(revision), rollout, since: timeOf(since) };
}

function presentAssignment(
  { config }: AgentView,
  { rollout, group, revision, local, suspended }: Assignment,
): AgentDetail["assignment"] {
  const applies = config.desired.source === "assignment";
  const what = { revision: refOrNull(revision), ...(local && { local }) };
  return { rollout, group, ...what, suspended, applies };
}

const refOrNull = (ref: Hold["revision"]) =>
  ref === null ? null : { configuration: ref.configuration, revision: ref.revision };
