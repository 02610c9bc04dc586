import {
  type ConnectionSettingsStatus,
  ConnectionSettingsStatusSchema,
  ConnectionSettingsStatuses,
  create,
  type RemoteConfigStatus,
  RemoteConfigStatusSchema,
  RemoteConfigStatuses,
} from "../messages.js";
import type { OfferOutcome } from "./offers.js";

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

/** The status message of a remote config offer. */
export function remoteConfigStatus(outcome: OfferOutcome): RemoteConfigStatus {
  return create(RemoteConfigStatusSchema, {
    lastRemoteConfigHash: outcome.hash,
    status: REMOTE_CONFIG_STATUS[outcome.status],
    errorMessage: outcome.message,
  });
}

/** The status message of a connection settings offer. */
export function connectionSettingsStatus(outcome: OfferOutcome): ConnectionSettingsStatus {
  return create(ConnectionSettingsStatusSchema, {
    lastConnectionSettingsHash: outcome.hash,
    status: CONNECTION_SETTINGS_STATUS[outcome.status],
    errorMessage: outcome.message,
  });
}
