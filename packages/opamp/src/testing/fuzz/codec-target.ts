import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { INSTANCE_UID_SIZE_BYTES } from "../../instance-uid.js";
import {
  AgentToServerSchema,
  type Result,
  type ServerToAgent,
  ServerToAgentSchema,
  decodeAgentToServer,
  decodeServerToAgent,
  scanAgentToServer,
} from "../../index.js";
import { REPORT_PARTS } from "../../report-parts.js";
import { mustHold } from "./finding.js";
import type { Direction } from "./frames.js";

/** We pass over what the schema does not know (F-01), so the runtime has to as well. */
const KNOWN_FIELDS = { readUnknownFields: false };

/** What became of one message. */
export type Verdict = "accepted" | "refused" | "refused by us alone";

/**
 * Reads one message in every way there is and compares: nothing throws, what we accept the protobuf
 * runtime accepts with the same value, and the scan with its parts says what decoding at once says.
 *
 * @throws FuzzFinding where they disagree
 */
export function checkCodec(direction: Direction, bytes: Uint8Array): Verdict {
  return direction === "to-server" ? checkToServer(bytes) : checkToAgent(bytes);
}

function checkToServer(bytes: Uint8Array): Verdict {
  const eager = decodeAgentToServer(bytes);
  const scan = scanAgentToServer(bytes);
  const reference = attempt(() => fromBinary(AgentToServerSchema, bytes, KNOWN_FIELDS));
  const encoded = eager.ok ? toBinary(AgentToServerSchema, eager.value) : undefined;
  if (eager.ok && encoded !== undefined) {
    mustHold(reference !== undefined, "accepted what the protobuf runtime refuses");
    mustBeSame(encoded, toBinary(AgentToServerSchema, reference), "decoded another value");
    const isNamed = eager.value.instanceUid.length === INSTANCE_UID_SIZE_BYTES;
    mustHold(scan.ok === isNamed, "the scan and the decoder disagree about acceptance");
  }
  mustHold(eager.ok || eager.problem.message.length > 0, "refused without a reason");
  if (scan.ok) {
    const lazy = create(AgentToServerSchema, {
      instanceUid: scan.value.instanceUidBytes,
      sequenceNum: scan.value.sequenceNum,
      capabilities: scan.value.capabilities,
      flags: scan.value.flags,
    });
    let isWhole = true;
    for (const part of REPORT_PARTS) {
      const decoded = scan.value.decode(part);
      const piece = scan.value.bytesOf(part);
      mustHold((piece !== undefined) === scan.value.has(part), `${part} is there and is not`);
      if (!decoded.ok) isWhole = false;
      else if (decoded.value !== undefined) Object.assign(lazy, { [part]: decoded.value });
    }
    if (encoded !== undefined) {
      mustHold(isWhole, "a part is refused alone and accepted in its message");
      mustBeSame(toBinary(AgentToServerSchema, lazy), encoded, "the parts are not the whole");
    }
  }
  return verdictOf(eager, reference !== undefined);
}

function checkToAgent(bytes: Uint8Array): Verdict {
  const eager: Result<ServerToAgent> = decodeServerToAgent(bytes);
  const reference = attempt(() => fromBinary(ServerToAgentSchema, bytes, KNOWN_FIELDS));
  if (eager.ok) {
    mustHold(reference !== undefined, "accepted what the protobuf runtime refuses");
    const encoded = toBinary(ServerToAgentSchema, eager.value);
    mustBeSame(encoded, toBinary(ServerToAgentSchema, reference), "decoded another value");
    const again = decodeServerToAgent(encoded);
    mustHold(again.ok, "does not read what was written from what was read");
    mustBeSame(toBinary(ServerToAgentSchema, again.value), encoded, "changes by being written");
  }
  return verdictOf(eager, reference !== undefined);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function verdictOf(result: Result<unknown>, isAcceptedElsewhere: boolean): Verdict {
  if (result.ok) return "accepted";
  return isAcceptedElsewhere ? "refused by us alone" : "refused";
}

function mustBeSame(one: Uint8Array, other: Uint8Array, otherwise: string): void {
  let isSame = one.length === other.length;
  for (let index = 0; isSame && index < one.length; index += 1)
    isSame = one[index] === other[index];
  mustHold(isSame, otherwise);
}
