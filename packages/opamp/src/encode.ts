import { create, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type AgentToServer,
  AgentToServerSchema,
  type ServerErrorResponse,
  type ServerToAgent,
  ServerToAgentSchema,
} from "./gen/opamp/v1/opamp_pb.js";
import { type InstanceUid, INSTANCE_UID_SIZE_BYTES, instanceUidToBytes } from "./instance-uid.js";
import { OpampError } from "./problem.js";

/** Encodes an AgentToServer, without frame header. */
export function encodeAgentToServer(message: AgentToServer): Uint8Array {
  return toBinary(AgentToServerSchema, message);
}

/** Encodes a ServerToAgent, without frame header. Throws `exclusive-fields` (X-03, M-01). */
export function encodeServerToAgent(message: ServerToAgent): Uint8Array {
  checkExclusive(message);
  return toBinary(ServerToAgentSchema, message);
}

/** A ServerToAgent without the fields that the server half fills in itself. */
export type ServerToAgentFields = Omit<
  MessageInitShape<typeof ServerToAgentSchema>,
  "$typeName" | "$unknown" | "instanceUid" | "capabilities"
>;

const LENGTH_DELIMITED = 2;
const UID_TAG = (1 << 3) | LENGTH_DELIMITED;
/** Bytes of {@link encodeReplyHead}. */
export const REPLY_HEAD_SIZE_BYTES = 2 + INSTANCE_UID_SIZE_BYTES;

/**
 * The first 18 bytes of any ServerToAgent to this agent: its instance UID. Fields have no fixed order,
 * so an {@link EncodedServerToAgent} after it makes a whole message.
 */
export function encodeReplyHead(uid: InstanceUid): Uint8Array {
  const head = new Uint8Array(REPLY_HEAD_SIZE_BYTES);
  head[0] = UID_TAG;
  head[1] = INSTANCE_UID_SIZE_BYTES;
  head.set(instanceUidToBytes(uid), 2);
  return head;
}

/**
 * A ServerToAgent that is encoded once and sent to many: everything but the instance UID. What is
 * inside must be right for every agent it is sent to.
 */
export class EncodedServerToAgent {
  /** The encoded fields. Shared by all receivers: never written to. */
  readonly tail: Uint8Array;
  /** The error_response inside, which is never accompanied by anything else. */
  readonly error: ServerErrorResponse | undefined;
  /** Whether a remote config is inside, and whether anything but capabilities is beside it. */
  readonly remoteConfig: "absent" | "alone" | "accompanied";

  constructor(
    tail: Uint8Array,
    error: ServerErrorResponse | undefined,
    remoteConfig: EncodedServerToAgent["remoteConfig"] = "absent",
  ) {
    this.tail = tail;
    this.error = error;
    this.remoteConfig = remoteConfig;
  }

  /** The message to one agent in two pieces, to be written one after the other (no frame header). */
  parts(uid: InstanceUid): readonly [head: Uint8Array, tail: Uint8Array] {
    return [encodeReplyHead(uid), this.tail];
  }
}

/**
 * Encodes what is to be sent to many agents. Instance UID and capabilities that `fields` may have, being
 * a whole ServerToAgent, are not used.
 *
 * @param capabilities SERVER_CAPABILITY bits, put into everything but an error_response
 * @throws `exclusive-fields` when an error_response or a command is not alone (X-03, M-01)
 */
export function encodeOnce(
  fields: ServerToAgentFields,
  capabilities: bigint,
): EncodedServerToAgent {
  const message = create(ServerToAgentSchema);
  // A whole ServerToAgent may come in; what is not ours to repeat is overwritten.
  Object.assign(message, create(ServerToAgentSchema, fields), {
    instanceUid: new Uint8Array(),
    capabilities: 0n,
  });
  checkExclusive(message);
  if (message.errorResponse === undefined) message.capabilities = capabilities;
  const tail = toBinary(ServerToAgentSchema, message);
  return new EncodedServerToAgent(tail, message.errorResponse, remoteConfigIn(message));
}

function remoteConfigIn(message: ServerToAgent): EncodedServerToAgent["remoteConfig"] {
  if (message.remoteConfig === undefined) return "absent";
  return hasMoreThanConfig(message) ? "accompanied" : "alone";
}

function hasMoreThanConfig(message: ServerToAgent): boolean {
  return (
    message.connectionSettings !== undefined ||
    message.packagesAvailable !== undefined ||
    message.agentIdentification !== undefined ||
    message.customCapabilities !== undefined ||
    message.customMessage !== undefined ||
    message.flags !== 0n
  );
}

/** Throws when an error_response or a command comes with fields that it excludes. */
function checkExclusive(message: ServerToAgent): void {
  if (message.errorResponse === undefined && message.command === undefined) return;
  const others = message.remoteConfig !== undefined || hasMoreThanConfig(message);
  if (message.errorResponse !== undefined) {
    if (others || message.command !== undefined || message.capabilities !== 0n) {
      throw new OpampError("exclusive-fields", "An error_response goes with instance_uid alone.");
    }
  } else if (others) {
    throw new OpampError(
      "exclusive-fields",
      "A command goes with instance_uid and capabilities alone; send the rest in another message.",
    );
  }
}
