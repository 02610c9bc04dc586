import type { ConfigHash, Millis, RemoteConfigFact, RemoteConfigStatusWord } from "@fleethub/fleet";
import { type RemoteConfigStatus, RemoteConfigStatuses } from "@fleethub/opamp";
import { cutText } from "./cut-text.js";
import { toHex } from "./hex.js";

/** Characters kept of an error that an agent reports. */
const ERROR_LENGTH_MAX = 4096;

const WORDS = new Map<number, RemoteConfigStatusWord>([
  [RemoteConfigStatuses.UNSET, "unset"],
  [RemoteConfigStatuses.APPLIED, "applied"],
  [RemoteConfigStatuses.APPLYING, "applying"],
  [RemoteConfigStatuses.FAILED, "failed"],
]);

/** The status of remote config; a number that no specification names is `unknown` (F-02). */
export function readRemoteConfig(status: RemoteConfigStatus, now: Millis): RemoteConfigFact {
  const { lastRemoteConfigHash, errorMessage } = status;
  return {
    hash: lastRemoteConfigHash.length === 0 ? null : (toHex(lastRemoteConfigHash) as ConfigHash),
    status: WORDS.get(status.status) ?? "unknown",
    error: cutText(errorMessage, ERROR_LENGTH_MAX),
    at: now,
  };
}
