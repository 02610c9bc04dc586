import type { ReplyContent } from "@fleethub/fleet";
import {
  CommandType,
  instanceUidToBytes,
  SERVER_FLAG,
  ServerErrorResponseType,
  type ServerToAgentFields,
} from "@fleethub/opamp";
import type { ServerToAgentReply } from "@fleethub/opamp/server";
import type { ConfigBodies } from "./config-bodies.js";

const NANOSECONDS_PER_MS = 1_000_000n;

/**
 * The message for what the reducer decided; undefined is the plain acknowledgement. The offer's body must be at
 * hand: without it everything else is said and the offer is not.
 */
export function replyOf(content: ReplyContent, bodies: ConfigBodies): ServerToAgentReply {
  if (content.command !== undefined) {
    return { command: { type: CommandType.CommandType_Restart } };
  }
  const { fullState, components, newInstanceUid, offer } = content;
  const body = offer === undefined ? null : bodies.atHand(offer.hash);
  const hasFlags = fullState === true || components === true;
  if (body !== null && !hasFlags && newInstanceUid === undefined) return body.offer;
  const flags =
    (fullState ? SERVER_FLAG.ReportFullState : 0n) |
    (components ? SERVER_FLAG.ReportAvailableComponents : 0n);
  const fields: ServerToAgentFields = {
    ...(hasFlags ? { flags } : {}),
    ...(newInstanceUid === undefined
      ? {}
      : { agentIdentification: { newInstanceUid: instanceUidToBytes(newInstanceUid) } }),
    ...(body === null ? {} : body.fields),
  };
  return Object.keys(fields).length === 0 ? undefined : fields;
}

/** The hub cannot look this agent up just now; nothing of the message counts. */
export function unavailable(message: string, retryAfterMs: number): ServerToAgentFields {
  const retryAfterNanoseconds = BigInt(retryAfterMs) * NANOSECONDS_PER_MS;
  return {
    errorResponse: {
      type: ServerErrorResponseType.ServerErrorResponseType_Unavailable,
      errorMessage: message,
      Details: { case: "retryInfo", value: { retryAfterNanoseconds } },
    },
  };
}

/** The message is broken beyond its frame. */
export function badRequest(errorMessage: string): ServerToAgentFields {
  const type = ServerErrorResponseType.ServerErrorResponseType_BadRequest;
  return { errorResponse: { type, errorMessage } };
}
