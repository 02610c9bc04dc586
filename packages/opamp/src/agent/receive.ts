import {
  type AgentCapability,
  hasCapability,
  SERVER_CAPABILITY,
  SERVER_FLAG,
} from "../capabilities.js";
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
import { RETRY_AFTER_MS_MAX } from "./backoff.js";
import type { ServerError } from "./callbacks.js";
import type { Offers } from "./offers.js";
import type { AgentParts } from "./parts.js";
import type { PackageOffers, PackagesAgent } from "./package-offers.js";
import {
  isIntervalAlone,
  type SettingsAgent,
  type SettingsApplier,
  workOnSettings,
} from "./settings-offer.js";
import type { StateAnswers } from "./state-answers.js";
import { tell } from "./tell.js";

/** What working off one message of the server needs from the agent. */
export interface Receiver extends SettingsAgent, PackagesAgent {
  readonly instanceUid: InstanceUid;
  /** Replies under way while the UID changed still carry this one. */
  readonly formerUid: InstanceUid | undefined;
  readonly settingsApplier: SettingsApplier | undefined;
  readonly packageOffers: PackageOffers | undefined;
  readonly remoteConfigOffers: Offers;
  readonly connectionSettingsOffers: Offers;
  adoptInstanceUid(uid: InstanceUid): void;
  takeServerCapabilities(capabilities: bigint): void;
  readonly stateAnswers: StateAnswers;
  /** The last report was not processed: say it again, after the pause if there is one. */
  reportAgain(pauseMs: number | undefined): void;
}

/**
 * Works off one decoded message in the order that AgentCallbacks states. A message with an error or
 * with a command that is accepted carries nothing else (specification, ServerToAgent.command).
 */
export function receive(message: ServerToAgent, agent: Receiver): void {
  if (message.capabilities !== 0n) agent.takeServerCapabilities(message.capabilities);
  if (message.errorResponse) {
    receiveError(message.errorResponse, agent);
    return;
  }
  if (message.command && allowed(agent, "AcceptsRestartCommand", "restart command")) {
    tell(agent.callbacks, (callbacks) => callbacks.onRestart?.());
    return;
  }
  receiveIdentification(message, agent);
  receiveRemoteConfig(message, agent);
  receiveConnectionSettings(message, agent);
  receivePackages(message, agent);
  const { customCapabilities } = message;
  if (customCapabilities) {
    tell(agent.callbacks, (callbacks) => callbacks.onCustomCapabilities?.(customCapabilities));
  }
  if (message.customMessage) receiveCustomMessage(message.customMessage, agent);
  if ((message.flags & SERVER_FLAG.ReportFullState) !== 0n) agent.stateAnswers.fullState();
  else if ((message.flags & SERVER_FLAG.ReportAvailableComponents) !== 0n)
    agent.stateAnswers.components();
}

/** True once the server has stated capabilities, and not this one. */
export function refusesCertificateRequests(serverCapabilities: bigint): boolean {
  const accepts = SERVER_CAPABILITY.AcceptsConnectionSettingsRequest;
  return serverCapabilities !== 0n && (serverCapabilities & accepts) === 0n;
}

/** False, and told, for a message that names another agent; one that names none is let pass. */
export function isForThisAgent(message: ServerToAgent, agent: Receiver): boolean {
  if (message.instanceUid.length === 0) return true;
  const uid = instanceUidFromBytes(message.instanceUid);
  if (uid.ok && (uid.value === agent.instanceUid || uid.value === agent.formerUid)) return true;
  agent.callbacks.onProblem?.({
    code: "foreign-instance-uid",
    message: "Ignored a message addressed to another instance UID.",
  });
  return false;
}

/** Pause before a report is repeated when the server is overloaded and names no time. */
export const UNAVAILABLE_PAUSE_MS_DEFAULT = 30_000;
/** The shortest pause that a server can ask for: one that asks for none would be sent the same again at once, for ever. */
export const UNAVAILABLE_PAUSE_MS_MIN = 1_000;

function receiveError(response: ServerErrorResponse, agent: Receiver): void {
  const error = readError(response);
  tell(agent.callbacks, (callbacks) => callbacks.onServerError?.(error));
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
  const askedMs = Number(details.value.retryAfterNanoseconds / 1_000_000n);
  const retryAfterMs = Math.min(Math.max(askedMs, UNAVAILABLE_PAUSE_MS_MIN), RETRY_AFTER_MS_MAX);
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
  tell(agent.callbacks, (callbacks) => callbacks.onInstanceUid?.(uid.value));
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
  const { callbacks, settingsApplier } = agent;
  const { opamp } = offered;
  const accepts = has("AcceptsOpAMPConnectionSettings");
  // An applier takes the interval with the rest, or not at all.
  const isLater = accepts && settingsApplier && !callbacks.onConnectionSettings;
  const isNow = opamp && (!isLater || isIntervalAlone(opamp));
  if (isNow && (accepts || has("ReportsHeartbeat"))) {
    agent.takeHeartbeatInterval(opamp.heartbeatIntervalSeconds);
  }
  const { connectionSettingsOffers: offers } = agent;
  if (offers.isRepeated(offered.hash) && !offers.mayTryAgain()) return;
  const offer = acceptedSettings(offered, agent);
  if (!offer) return;
  offers.work(offered.hash, (status) => {
    if (has("ReportsConnectionSettingsStatus")) status.applying();
    if (callbacks.onConnectionSettings) return callbacks.onConnectionSettings(offer, status);
    return workOnSettings(offer, status, agent, settingsApplier);
  });
}

function receivePackages({ packagesAvailable }: ServerToAgent, agent: Receiver): void {
  if (!packagesAvailable || !allowed(agent, "AcceptsPackages", "packages")) return;
  if (agent.packageOffers) agent.packageOffers.offered(packagesAvailable, agent);
  else tell(agent.callbacks, (callbacks) => callbacks.onPackages?.(packagesAvailable));
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

/** True for a custom message of a capability that these parts declare. */
export function declares({ customCapabilities }: AgentParts, message: CustomMessage): boolean {
  return customCapabilities?.capabilities.includes(message.capability) ?? false;
}

function receiveCustomMessage(message: CustomMessage, agent: Receiver): void {
  if (declares(agent.parts, message)) {
    tell(agent.callbacks, (callbacks) => callbacks.onCustomMessage?.(message));
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
