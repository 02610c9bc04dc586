import type { AgentDetail } from "@fleethub/api";
import type { AgentView, ConnectionIntent } from "@fleethub/control-plane";
import { timeOrNull } from "./time.js";

type Signal = "ownTraces" | "ownLogs";

/** What operators decided; null where they decided nothing, or nothing any more. */
export function presentConnection(decided: ConnectionIntent | null): AgentDetail["connection"] {
  if (decided === null || Object.keys(decided).length === 0) return null;
  const { ownMetrics, heartbeatIntervalSeconds } = decided;
  return {
    ...(ownMetrics && { ownMetrics: ownMetrics.kind === "hub" ? true : endpointOf(ownMetrics) }),
    ...presentSignal("ownTraces", decided),
    ...presentSignal("ownLogs", decided),
    ...(heartbeatIntervalSeconds !== undefined && { heartbeatIntervalSeconds }),
  };
}

function presentSignal(signal: Signal, decided: ConnectionIntent) {
  const intent = decided[signal];
  return intent === undefined ? {} : { [signal]: endpointOf(intent) };
}

function endpointOf(
  intent: NonNullable<ConnectionIntent[Signal]>,
): { readonly endpoint: string } | null {
  return intent.kind === "off" ? null : { endpoint: intent.endpoint };
}

/** What the agent was told last, and what became of it. No credentials are among it. */
export function presentConnectionStatus({
  record,
  heartbeatWithheld,
}: AgentView): AgentDetail["connectionStatus"] {
  const { settings } = record.report;
  const { ownMetrics = null, ownTraces = null, ownLogs = null, opamp } = settings?.told ?? {};
  return {
    status: settings?.status ?? "none",
    toldAt: timeOrNull(settings?.toldAt),
    error: settings?.error ?? "",
    ownMetrics,
    ownTraces,
    ownLogs,
    heartbeatIntervalSeconds: opamp?.heartbeatSeconds ?? null,
    withheld: heartbeatWithheld,
  };
}
