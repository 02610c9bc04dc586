import { type DescMessage, type MessageShape, fromBinary } from "@bufbuild/protobuf";
import {
  type AgentToServer,
  AgentToServerSchema,
  type ServerToAgent,
  ServerToAgentSchema,
} from "./gen/opamp/v1/opamp_pb.js";
import { DEFAULT_LIMITS, type OpampLimits } from "./limits.js";
import { type Result, accepted, refused } from "./problem.js";
import { checkWellFormed } from "./well-formed.js";

/** Fields that nobody knows are passed over (F-01): to keep them costs more than all the rest where they are many. */
const KNOWN_FIELDS = { readUnknownFields: false };

/**
 * Decodes a whole AgentToServer (no frame header). Byte fields are views on `bytes`. The instance UID
 * may have any length here; `scanAgentToServer` is stricter.
 */
export function decodeAgentToServer(
  bytes: Uint8Array,
  limits: OpampLimits = DEFAULT_LIMITS,
): Result<AgentToServer> {
  return decodeMessage(AgentToServerSchema, bytes, limits, "AgentToServer");
}

/** Decodes a whole ServerToAgent (no frame header). Byte fields are views on `bytes`. */
export function decodeServerToAgent(
  bytes: Uint8Array,
  limits: OpampLimits = DEFAULT_LIMITS,
): Result<ServerToAgent> {
  return decodeMessage(ServerToAgentSchema, bytes, limits, "ServerToAgent");
}

/**
 * Decodes any message after looking it over, without the fields that the schema does not know; refuses what breaks a limit, is not well formed or holds
 * text that is not UTF-8. Never throws for what the bytes say.
 *
 * @param place how problems call the message
 */
export function decodeMessage<Schema extends DescMessage>(
  schema: Schema,
  bytes: Uint8Array,
  limits: OpampLimits,
  place: string,
): Result<MessageShape<Schema>> {
  if (bytes.length > limits.messageSizeBytesMax) {
    const text = `${place} has ${bytes.length} bytes; the limit messageSizeBytesMax allows ${limits.messageSizeBytesMax}.`;
    return refused("too-large", text, "messageSizeBytesMax");
  }
  const problem = checkWellFormed(schema, bytes, limits, place);
  if (problem !== undefined) return { ok: false, problem };
  try {
    return accepted(fromBinary(schema, bytes, KNOWN_FIELDS));
  } catch {
    // Structure was checked above, so text that is not UTF-8 is what is left to complain about.
    return refused("malformed", `${place} holds text that is not valid UTF-8.`);
  }
}
