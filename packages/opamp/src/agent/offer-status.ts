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
  applying: RemoteConfigStatuses.RemoteConfigStatuses_APPLYING,
  applied: RemoteConfigStatuses.RemoteConfigStatuses_APPLIED,
  failed: RemoteConfigStatuses.RemoteConfigStatuses_FAILED,
} as const;

const CONNECTION_SETTINGS_STATUS = {
  applying: ConnectionSettingsStatuses.ConnectionSettingsStatuses_APPLYING,
  applied: ConnectionSettingsStatuses.ConnectionSettingsStatuses_APPLIED,
  failed: ConnectionSettingsStatuses.ConnectionSettingsStatuses_FAILED,
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
