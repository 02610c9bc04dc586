import type { ServerToAgentFields } from "../encode.js";
import { type InstanceUid, instanceUidToBytes, parseInstanceUid } from "../instance-uid.js";
import { CommandType } from "../messages.js";
import { OpampError } from "../problem.js";

/** Version 1 to 8 and the variant of RFC 9562. */
const RFC_9562 = /^.{14}[1-8].{4}[89ab]/;

/**
 * Gives an agent another instance UID, to be sent alone or with other fields (I-02, I-08).
 *
 * @throws `bad-argument` where it is no UUID of RFC 9562: agents in the field end their process over one
 */
export function newInstanceUid(uid: InstanceUid): ServerToAgentFields {
  const parsed = parseInstanceUid(uid);
  if (!parsed.ok || !RFC_9562.test(parsed.value)) {
    throw new OpampError(
      "bad-argument",
      `${uid} is no UUID of RFC 9562; makeInstanceUid makes one.`,
    );
  }
  return { agentIdentification: { newInstanceUid: instanceUidToBytes(parsed.value) } };
}

/**
 * Tells an agent with AcceptsRestartCommand to restart. It is a whole message: nothing may be added, since agents act
 * on the command alone (M-01); what else is owed goes into another one. Nothing reports what came of it (M-04).
 */
export function restartCommand(): ServerToAgentFields {
  return { command: { type: CommandType.Restart } };
}
