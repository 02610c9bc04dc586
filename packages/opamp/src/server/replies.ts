import {
  EncodedServerToAgent,
  REPLY_HEAD_SIZE_BYTES,
  type ServerToAgentFields,
  encodeOnce,
} from "../encode.js";
import { INSTANCE_UID_SIZE_BYTES } from "../instance-uid.js";
import { ServerErrorResponseType } from "../messages.js";

const FRAME_HEADER_SIZE_BYTES = 1;
/** Where the instance UID stands in a plain acknowledgement frame: after header, tag and length. */
export const FRAME_UID_OFFSET = FRAME_HEADER_SIZE_BYTES + 2;
/** The frame header and the instance UID; any encoded tail may follow. */
export const FRAME_HEAD_SIZE_BYTES = FRAME_HEADER_SIZE_BYTES + REPLY_HEAD_SIZE_BYTES;

/** Writes the frame header and what stands before the instance UID. */
export function writeFrameHead(frame: Uint8Array): void {
  frame[0] = 0;
  frame[FRAME_HEADER_SIZE_BYTES] = 0x0a;
  frame[FRAME_HEADER_SIZE_BYTES + 1] = INSTANCE_UID_SIZE_BYTES;
}

/** The frame of a plain acknowledgement: header, room for the instance UID, the server's capabilities. */
export function acknowledgementFrame({ tail }: EncodedServerToAgent): Uint8Array {
  const frame = new Uint8Array(FRAME_HEAD_SIZE_BYTES + tail.length);
  writeFrameHead(frame);
  frame.set(tail, FRAME_HEAD_SIZE_BYTES);
  return frame;
}

/** The fields of an answer as bytes; what was encoded before stays as it is. */
export function encodeReply(
  reply: ServerToAgentFields | EncodedServerToAgent,
  capabilities: bigint,
): EncodedServerToAgent {
  return reply instanceof EncodedServerToAgent ? reply : encodeOnce(reply, capabilities);
}

/** An error_response of type BadRequest. */
export function badRequest(message: string): EncodedServerToAgent {
  return errorReply(ServerErrorResponseType.BadRequest, message);
}

/** An error_response of type Unknown: the report was fine, the server failed. */
export function unknownFailure(): EncodedServerToAgent {
  return errorReply(
    ServerErrorResponseType.Unknown,
    "The server could not process this report; it will ask for the full state.",
  );
}

const NANOSECONDS_PER_MS = 1_000_000n;

/**
 * An error_response of type Unavailable with the time to wait.
 *
 * @param retryAfterMs 0 or more; parts of a millisecond are rounded up
 */
export function unavailable(message: string, retryAfterMs: number): EncodedServerToAgent {
  const retryAfterNanoseconds = BigInt(Math.ceil(retryAfterMs)) * NANOSECONDS_PER_MS;
  return encodeOnce(
    {
      errorResponse: {
        type: ServerErrorResponseType.Unavailable,
        errorMessage: message,
        Details: { case: "retryInfo", value: { retryAfterNanoseconds } },
      },
    },
    0n,
  );
}

function errorReply(type: ServerErrorResponseType, errorMessage: string): EncodedServerToAgent {
  return encodeOnce({ errorResponse: { type, errorMessage } }, 0n);
}
