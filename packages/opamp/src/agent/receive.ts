import { type AgentCapability, hasCapability, SERVER_FLAG } from "../capabilities.js";
import { type InstanceUid, instanceUidFromBytes } from "../instance-uid.js";
import {
  type ConnectionSettingsOffers,
  ConnectionSettingsOffersSchema,
  create,
  type CustomMessage,
  type ServerErrorResponse,
  ServerErrorResponseType,
  type ServerToAgent,
} from "../messages.js";
import type { AgentCallbacks, ServerError } from "./callbacks.js";
import type { Offers } from "./offers.js";
import type { AgentParts } from "./parts.js";

/** What working off one message of the server needs from the agent. */
export interface Receiver {
  readonly callbacks: AgentCallbacks;
  readonly capabilities: bigint;
  readonly parts: AgentParts;
  readonly remoteConfigOffers: Offers;
  readonly connectionSettingsOffers: Offers;
  adoptInstanceUid(uid: InstanceUid): void;
  takeHeartbeatInterval(seconds: bigint): void;
  oweFullState(): void;
  oweComponents(): void;
  /** The last report was not processed: say it again, after the pause if there is one. */
  reportAgain(pauseMs: number | undefined): void;
}

/**
 * Works off one decoded message in the order that AgentCallbacks states. A message with an error or
 * with a command that is accepted carries nothing else (specification, ServerToAgent.command).
 */
export function receive(message: ServerToAgent, agent: Receiver): void {
  if (message.errorResponse) {
    receiveError(message.errorResponse, agent);
    return;
  }
  if (message.command && allowed(agent, "AcceptsRestartCommand", "restart command")) {
    agent.callbacks.onRestart?.();
    return;
  }
  receiveIdentification(message, agent);
  receiveRemoteConfig(message, agent);
  receiveConnectionSettings(message, agent);
  if (message.packagesAvailable && allowed(agent, "AcceptsPackages", "packages")) {
    agent.callbacks.onPackages?.(message.packagesAvailable);
  }
  if (message.customCapabilities) {
    agent.callbacks.onCustomCapabilities?.(message.customCapabilities);
  }
  if (message.customMessage) receiveCustomMessage(message.customMessage, agent);
  if ((message.flags & SERVER_FLAG.ReportAvailableComponents) !== 0n) agent.oweComponents();
  if ((message.flags & SERVER_FLAG.ReportFullState) !== 0n) agent.oweFullState();
}

/** Pause before a report is repeated when the server is overloaded and names no time. */
export const UNAVAILABLE_PAUSE_MS_DEFAULT = 30_000;

function receiveError(response: ServerErrorResponse, agent: Receiver): void {
  const error = readError(response);
  agent.callbacks.onServerError?.(error);
  if (error.kind === "unavailable") agent.reportAgain(error.retryAfterMs);
}

function readError(response: ServerErrorResponse): ServerError {
  const message = response.errorMessage;
  if (response.type === ServerErrorResponseType.BadRequest) {
    return { kind: "bad-request", message };
  }
  if (response.type !== ServerErrorResponseType.Unavailable) {
    return { kind: "unknown", message };
  }
  const details = response.Details;
  if (details.case !== "retryInfo") {
    return { kind: "unavailable", message, retryAfterMs: UNAVAILABLE_PAUSE_MS_DEFAULT };
  }
  const retryAfterMs = Number(details.value.retryAfterNanoseconds / 1_000_000n);
  return { kind: "unavailable", message, retryAfterMs };
}

function receiveIdentification(message: ServerToAgent, agent: Receiver): void {
  if (!message.agentIdentification) return;
  const uid = instanceUidFromBytes(message.agentIdentification.newInstanceUid);
  if (!uid.ok) {
    agent.callbacks.onProblem?.({ code: "invalid-instance-uid", message: uid.problem.message });
    return;
  }
  agent.adoptInstanceUid(uid.value);
  agent.callbacks.onInstanceUid?.(uid.value);
}

function receiveRemoteConfig(message: ServerToAgent, agent: Receiver): void {
  const offer = message.remoteConfig;
  if (!offer || !allowed(agent, "AcceptsRemoteConfig", "remote config")) return;
  const { callbacks, remoteConfigOffers } = agent;
  const repeated = remoteConfigOffers.isRepeated(offer.configHash);
  if (repeated && !callbacks.onRepeatedRemoteConfig) return;
  remoteConfigOffers.work(offer.configHash, (status) =>
    repeated
      ? callbacks.onRepeatedRemoteConfig?.(offer, status)
      : callbacks.onRemoteConfig?.(offer, status),
  );
}

function receiveConnectionSettings(message: ServerToAgent, agent: Receiver): void {
  const offered = message.connectionSettings;
  if (!offered) return;
  const has = (name: AgentCapability) => hasCapability(agent.capabilities, name);
  const { opamp } = offered;
  if (opamp && (has("ReportsHeartbeat") || has("AcceptsOpAMPConnectionSettings"))) {
    agent.takeHeartbeatInterval(opamp.heartbeatIntervalSeconds);
  }
  if (agent.connectionSettingsOffers.isRepeated(offered.hash)) return;
  const offer = acceptedSettings(offered, agent);
  if (!offer) return;
  agent.connectionSettingsOffers.work(offered.hash, (status) => {
    if (has("ReportsConnectionSettingsStatus")) status.applying();
    return agent.callbacks.onConnectionSettings?.(offer, status);
  });
}

/** The parts of an offer that the agent said it takes; undefined when none is left. */
function acceptedSettings(
  offered: ConnectionSettingsOffers,
  agent: Receiver,
): ConnectionSettingsOffers | undefined {
  const take = <T>(part: T | undefined, name: AgentCapability, words: string) =>
    part !== undefined && allowed(agent, name, words) ? part : undefined;
  const opamp = take(offered.opamp, "AcceptsOpAMPConnectionSettings", "OpAMP connection settings");
  const ownMetrics = take(offered.ownMetrics, "ReportsOwnMetrics", "own metrics settings");
  const ownTraces = take(offered.ownTraces, "ReportsOwnTraces", "own traces settings");
  const ownLogs = take(offered.ownLogs, "ReportsOwnLogs", "own logs settings");
  const others =
    Object.keys(offered.otherConnections).length > 0 ? offered.otherConnections : undefined;
  const otherConnections = take(others, "AcceptsOtherConnectionSettings", "other connections");
  if (!opamp && !ownMetrics && !ownTraces && !ownLogs && !otherConnections) return undefined;
  return create(ConnectionSettingsOffersSchema, {
    hash: offered.hash,
    ...(opamp && { opamp }),
    ...(ownMetrics && { ownMetrics }),
    ...(ownTraces && { ownTraces }),
    ...(ownLogs && { ownLogs }),
    ...(otherConnections && { otherConnections }),
  });
}

function receiveCustomMessage(message: CustomMessage, agent: Receiver): void {
  const declared = agent.parts.customCapabilities?.capabilities ?? [];
  if (declared.includes(message.capability)) {
    agent.callbacks.onCustomMessage?.(message);
    return;
  }
  agent.callbacks.onProblem?.({
    code: "offer-beyond-capabilities",
    message: `Ignored a custom message of "${message.capability}", which this agent does not declare.`,
  });
}

function allowed(agent: Receiver, capability: AgentCapability, words: string): boolean {
  if (hasCapability(agent.capabilities, capability)) return true;
  agent.callbacks.onProblem?.({
    code: "offer-beyond-capabilities",
    message: `Ignored ${words}: this agent does not set ${capability}.`,
  });
  return false;
}
