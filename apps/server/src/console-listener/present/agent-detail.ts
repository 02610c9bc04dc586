import type { AgentDetail } from "@fleethub/api";
import { type AgentRecord, shownName } from "@fleethub/control-plane";
import { agentCapabilityNames } from "@fleethub/opamp";
import { presentRow } from "./agent-row.js";
import { type ConfigSources, presentConfig } from "./config-facts.js";
import { timeOf, timeOrNull } from "./time.js";

const NANOSECONDS_PER_MS = 1_000_000n;

/** Everything known about one agent except bodies. */
export function presentDetail(sources: ConfigSources, now: number): AgentDetail {
  const { record } = sources;
  const { report } = record;
  const row = presentRow(record, now);
  return {
    ...row,
    name: shownName(record),
    resourceVersion: record.version,
    givenName: record.givenName,
    reportedName: record.projection.name,
    attributes: { ...report.description?.attributes },
    admission: record.admission,
    capabilities: agentCapabilityNames(report.capabilities),
    transport: record.transport,
    remoteAddress: record.remoteAddress,
    formerUids: [...record.formerUids],
    createdAt: timeOf(record.createdAt),
    connectedAt: timeOrNull(report.connectedAt),
    disconnectedAt: timeOrNull(report.disconnectedAt),
    uptime: uptimeOf(record, now),
    healthSummary: healthSummaryOf(record, row.health),
    config: presentConfig(sources),
  };
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
    reported: health !== null && health.stated,
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
