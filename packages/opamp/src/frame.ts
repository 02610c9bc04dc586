import { type Result, accepted, refused } from "./problem.js";

const HEADER_SIZE_BYTES_MAX = 10;

/**
 * Puts the one-byte header `00` before an encoded message, as every WebSocket message needs (T-03).
 * HTTP bodies carry the message alone.
 */
export function encodeFrame(body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(body.length + 1);
  frame.set(body, 1);
  return frame;
}

/**
 * The message inside a WebSocket message, as a view on the same bytes.
 *
 * The header is a varint that must be 0, in one to ten bytes (T-07, T-08). Clients older than
 * specification v0.7.0 send none; a protobuf never begins with byte 0, so theirs are told apart (T-06).
 */
export function decodeFrame(frame: Uint8Array): Result<Uint8Array> {
  const start = frameBodyStart(frame);
  if (start < 0) return refused("frame-header", describeFrameHeader(start));
  return accepted(start === 0 ? frame : frame.subarray(start));
}

/** The header is a varint other than 0, and no protobuf field could start with it. */
const FRAME_HEADER_NOT_ZERO = -1;
/** The header is longer than ten bytes, or the message ends inside it. */
const FRAME_HEADER_ENDLESS = -2;

/**
 * Where the message starts inside a WebSocket message: 0 for a legacy frame without header,
 * the length of the header otherwise, {@link FRAME_HEADER_NOT_ZERO} or {@link FRAME_HEADER_ENDLESS}
 * when refused. Allocates nothing.
 */
export function frameBodyStart(frame: Uint8Array): number {
  const first = frame[0];
  if (first === 0) return 1;
  if (first === undefined) return 0;
  let zero = (first & 0x7f) === 0;
  let last = first;
  let length = 1;
  while (last >= 0x80) {
    const next = frame[length];
    if (next === undefined || length === HEADER_SIZE_BYTES_MAX) return FRAME_HEADER_ENDLESS;
    last = next;
    zero &&= (next & 0x7f) === 0;
    length += 1;
  }
  if (zero) return length;
  // Values 1 to 7 would be a tag of field number 0, which protobuf does not have.
  return length === 1 && first < 8 ? FRAME_HEADER_NOT_ZERO : 0;
}

/** A sentence for a negative answer of {@link frameBodyStart}. */
export function describeFrameHeader(start: number): string {
  return start === FRAME_HEADER_ENDLESS
    ? `The frame header is longer than ${HEADER_SIZE_BYTES_MAX} bytes or cut off; send the single byte 00 before the message.`
    : "The frame header is not 0; send the single byte 00 before the message.";
}
