import type { ConnectionSettingsOffers, OpAMPConnectionSettings } from "../messages.js";
import type { AgentCallbacks, OfferStatus } from "./callbacks.js";
import type { AgentTransport } from "./transport.js";
import type { TrialOutcome } from "./trial.js";

/** What applying OpAMP connection settings may do to the agent. */
export interface SettingsAgent {
  readonly callbacks: AgentCallbacks;
  tryTransport(transport: AgentTransport, timeoutMs?: number): Promise<TrialOutcome>;
  takeHeartbeatInterval(seconds: bigint): void;
}

/** Puts offered OpAMP connection settings in force; `verifiedSettings` makes one. */
export interface SettingsApplier {
  /**
   * Resolves when they are in force. Rejects when they are not and the former ones remain; the
   * error's message becomes the reason of the status FAILED. A newer offer may come meanwhile.
   */
  apply(settings: OpAMPConnectionSettings, agent: SettingsAgent): Promise<void>;
}

/**
 * Hands the parts of an offer to those who care for them, the agent's own connection last, because it may
 * carry the agent to another server. Rejects with the reason for FAILED.
 */
export async function workOnSettings(
  offer: ConnectionSettingsOffers,
  status: OfferStatus,
  agent: SettingsAgent,
  applier: SettingsApplier | undefined,
): Promise<void> {
  const { opamp, ownMetrics, ownTraces, ownLogs, otherConnections } = offer;
  const { callbacks } = agent;
  if (ownMetrics || ownTraces || ownLogs) {
    if (!callbacks.onOwnTelemetry) throw new Error("This agent takes no own telemetry settings.");
    await callbacks.onOwnTelemetry({
      ...(ownMetrics && { metrics: ownMetrics }),
      ...(ownTraces && { traces: ownTraces }),
      ...(ownLogs && { logs: ownLogs }),
    });
  }
  if (Object.keys(otherConnections).length > 0) {
    if (!callbacks.onOtherConnections) throw new Error("This agent takes no other connections.");
    await callbacks.onOtherConnections(otherConnections);
  }
  if (opamp && !status.superseded && !isIntervalAlone(opamp)) {
    if (!applier) throw new Error("This agent cannot change its connection to the server.");
    await applier.apply(opamp, agent);
  }
  status.applied();
}

/** A heartbeat interval and nothing else, which is in force by itself. */
export function isIntervalAlone(settings: OpAMPConnectionSettings): boolean {
  const { destinationEndpoint, headers, certificate, tls, proxy } = settings;
  return destinationEndpoint === "" && !headers && !certificate && !tls && !proxy;
}
