import type { ReportEvent, ToldSettings } from "@fleethub/fleet";
import { type ConnectionSettingsStatus, ConnectionSettingsStatuses } from "@fleethub/opamp";
import type { Digest } from "../../ports.js";
import { settingsHash } from "../connection-offer.js";
import { cutText } from "./cut-text.js";
import { toHex } from "./hex.js";

/** Characters kept of an error that an agent reports. */
const ERROR_LENGTH_MAX = 1024;

type Said = NonNullable<ReportEvent["connectionSettings"]>;

const WORDS = new Map<number, Said["status"]>([
  [ConnectionSettingsStatuses.UNSET, "unset"],
  [ConnectionSettingsStatuses.APPLIED, "applied"],
  [ConnectionSettingsStatuses.APPLYING, "applying"],
  [ConnectionSettingsStatuses.FAILED, "failed"],
]);

/** What an agent says of connection settings, held against what it was told last (S-06, S-07). */
export function readConnectionSettings(
  { lastConnectionSettingsHash, status, errorMessage }: ConnectionSettingsStatus,
  told: ToldSettings | undefined,
  digest: Digest,
): Said {
  const latest = told === undefined ? "" : settingsHash(told, digest);
  return {
    isLatest: toHex(lastConnectionSettingsHash) === latest,
    status: WORDS.get(status) ?? "unknown",
    error: cutText(errorMessage, ERROR_LENGTH_MAX),
  };
}
