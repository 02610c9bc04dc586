import type { ReplyContent } from "@fleethub/fleet";
import {
  CommandType,
  instanceUidToBytes,
  SERVER_FLAG,
  type ServerToAgentFields,
} from "@fleethub/opamp";
import type { ServerToAgentReply } from "@fleethub/opamp/server";
import type { ConfigBodies } from "./config-bodies.js";
import { settingsFields, type SettingsParts } from "./connection-offer.js";
import type { Connection } from "./live-agent.js";

/**
 * The message for what the reducer decided; undefined is the plain acknowledgement. The offer's body must be at
 * hand: without it everything else is said and the offer is not.
 *
 * @param connection by which it leaves: settings for it are offered with the headers that it has
 */
export function replyOf(
  content: ReplyContent,
  bodies: Pick<ConfigBodies, "atHand">,
  parts: SettingsParts,
  connection: Connection | undefined,
): ServerToAgentReply {
  if (content.command !== undefined) {
    return { command: { type: CommandType.Restart } };
  }
  const { fullState, components, newInstanceUid, offer, connectionSettings } = content;
  const body = offer === undefined ? null : bodies.atHand(offer.hash);
  const hasFlags = fullState === true || components === true;
  const isAlone = !hasFlags && newInstanceUid === undefined && connectionSettings === undefined;
  if (body !== null && isAlone) return body.offer;
  const flags =
    (fullState ? SERVER_FLAG.ReportFullState : 0n) |
    (components ? SERVER_FLAG.ReportAvailableComponents : 0n);
  const fields: ServerToAgentFields = {
    ...(hasFlags ? { flags } : {}),
    ...(newInstanceUid === undefined
      ? {}
      : { agentIdentification: { newInstanceUid: instanceUidToBytes(newInstanceUid) } }),
    ...(connectionSettings === undefined
      ? {}
      : { connectionSettings: settingsFields(connectionSettings, connection, parts) }),
    ...(body === null ? {} : body.fields),
  };
  return Object.keys(fields).length === 0 ? undefined : fields;
}
