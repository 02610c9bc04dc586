import { type AgentCapability, hasCapability } from "../capabilities.js";
import {
  type ConnectionSettingsStatus,
  ConnectionSettingsStatusSchema,
  ConnectionSettingsStatuses,
  create,
  type RemoteConfigStatus,
  RemoteConfigStatusSchema,
  RemoteConfigStatuses,
} from "../messages.js";
import type { Clock, Schedule } from "../platform.js";
import { type OfferOutcome, Offers } from "./offers.js";
import type { AgentParts } from "./parts.js";

const REMOTE_CONFIG_STATUS = {
  applying: RemoteConfigStatuses.APPLYING,
  applied: RemoteConfigStatuses.APPLIED,
  failed: RemoteConfigStatuses.FAILED,
} as const;

const CONNECTION_SETTINGS_STATUS = {
  applying: ConnectionSettingsStatuses.APPLYING,
  applied: ConnectionSettingsStatuses.APPLIED,
  failed: ConnectionSettingsStatuses.FAILED,
} as const;

interface Reporter {
  readonly capabilities: bigint;
  readonly clock: Clock;
  readonly schedule: Schedule;
  report(parts: AgentParts): void;
}

/** Offers of remote config; their outcome is reported where ReportsRemoteConfig is set. */
export function remoteConfigOffers(last: RemoteConfigStatus | undefined, agent: Reporter): Offers {
  return new Offers(last?.lastRemoteConfigHash, agent, (outcome, also) =>
    say(agent, "ReportsRemoteConfig", also, { remoteConfigStatus: remoteConfigStatus(outcome) }),
  );
}

/** Offers of connection settings; reported where ReportsConnectionSettingsStatus is set. */
export function connectionSettingsOffers(
  last: ConnectionSettingsStatus | undefined,
  agent: Reporter,
): Offers {
  return new Offers(last?.lastConnectionSettingsHash, agent, (outcome, also) =>
    say(agent, "ReportsConnectionSettingsStatus", also, {
      connectionSettingsStatus: connectionSettingsStatus(outcome),
    }),
  );
}

function say(
  agent: Reporter,
  capability: AgentCapability,
  also: AgentParts | undefined,
  status: AgentParts,
): void {
  agent.report({ ...also, ...(hasCapability(agent.capabilities, capability) && status) });
}

function remoteConfigStatus(outcome: OfferOutcome): RemoteConfigStatus {
  return create(RemoteConfigStatusSchema, {
    lastRemoteConfigHash: outcome.hash,
    status: REMOTE_CONFIG_STATUS[outcome.status],
    errorMessage: outcome.message,
  });
}

function connectionSettingsStatus(outcome: OfferOutcome): ConnectionSettingsStatus {
  return create(ConnectionSettingsStatusSchema, {
    lastConnectionSettingsHash: outcome.hash,
    status: CONNECTION_SETTINGS_STATUS[outcome.status],
    errorMessage: outcome.message,
  });
}
