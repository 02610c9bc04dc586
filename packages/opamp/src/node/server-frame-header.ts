import { type FrameFault, notWebSocket } from "./server-frame-fault.js";

/** Kinds of frames (RFC 6455, 5.2). */
export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** The bit that marks the last frame of a message. */
export const FINAL = 0x80;
/** The bit that marks a masked payload. */
export const MASKED = 0x80;
/** Lengths of the second byte that say how many bytes of length follow. */
export const LENGTH_16_BITS = 126;
export const LENGTH_64_BITS = 127;
/** Bytes that a masking key has. */
export const KEY_SIZE_BYTES = 4;
/** Bytes that the payload of a control frame may have. */
export const CONTROL_SIZE_BYTES_MAX = 125;
/** The longest header: two bytes, a length of eight, a key. */
export const HEADER_SIZE_BYTES_MAX = 14;

const FIRST_CONTROL = OPCODE.close;
const RESERVED_BITS = 0x70;
const KINDS: ReadonlySet<number> = new Set(Object.values(OPCODE));

/** True for Close, ping and pong. */
export function isControl(opcode: number): boolean {
  return opcode >= FIRST_CONTROL;
}

/** Bytes of the whole header, by its second byte. */
export function headerSizeBytes(second: number): number {
  const length = second & 0x7f;
  const more = length === LENGTH_16_BITS ? 2 : length === LENGTH_64_BITS ? 8 : 0;
  return 2 + more + KEY_SIZE_BYTES;
}

/** Bytes of the payload, by a whole header. Not exact above 2^53, which is above any limit. */
export function payloadSizeBytes(header: Uint8Array): number {
  const length = (header[1] ?? 0) & 0x7f;
  if (length < LENGTH_16_BITS) return length;
  const end = length === LENGTH_16_BITS ? 4 : 10;
  let sizeBytes = 0;
  for (let at = 2; at < end; at += 1) sizeBytes = sizeBytes * 256 + (header[at] ?? 0);
  return sizeBytes;
}

/**
 * What is wrong with a frame of a client by its first two bytes.
 *
 * @param isInMessage true when earlier fragments wait for the rest of their message
 */
export function headerFault(
  first: number,
  second: number,
  isInMessage: boolean,
): FrameFault | undefined {
  const opcode = first & 0x0f;
  if ((first & RESERVED_BITS) !== 0) return notWebSocket("a reserved bit is set");
  if (!KINDS.has(opcode)) return notWebSocket(`there is no opcode ${opcode}`);
  if (isControl(opcode)) {
    const length = second & 0x7f;
    if ((first & FINAL) === 0) return notWebSocket("a control frame is fragmented");
    if (length > CONTROL_SIZE_BYTES_MAX) return notWebSocket("a control frame is too long");
    if (opcode === OPCODE.close && length === 1) return notWebSocket("a close code is cut off");
  } else if ((opcode === OPCODE.continuation) !== isInMessage) {
    return notWebSocket(
      isInMessage ? "a message begins inside another" : "a continuation without a beginning",
    );
  }
  return (second & MASKED) === 0 ? notWebSocket("a frame is not masked") : undefined;
}
