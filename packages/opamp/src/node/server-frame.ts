import {
  CONTROL_SIZE_BYTES_MAX,
  FINAL,
  LENGTH_16_BITS,
  LENGTH_64_BITS,
  OPCODE,
} from "./server-frame-header.js";

const HEADER_SIZE_BYTES_MAX = 10;
/** Of a payload below {@link LENGTH_16_BITS}. */
const SHORT_HEADER_SIZE_BYTES = 2;
/** Pieces up to this size are copied behind the header; longer ones are written as they are. */
const COPIED_SIZE_BYTES_MAX = 1024;
/** Bytes of a close code. */
const CODE_SIZE_BYTES = 2;

/**
 * The WebSocket frame (RFC 6455, server to client, so unmasked) of one binary message, as the buffers to
 * write one after the other. A large piece is not copied, so that one tail serves all.
 */
export function webSocketFrame(parts: readonly Uint8Array[]): Uint8Array[] {
  let sizeBytes = 0;
  let copiedSizeBytes = 0;
  for (const part of parts) {
    sizeBytes += part.length;
    if (part.length <= COPIED_SIZE_BYTES_MAX) copiedSizeBytes += part.length;
  }
  const room = Buffer.allocUnsafe(HEADER_SIZE_BYTES_MAX + copiedSizeBytes);
  let end = writeHeader(room, OPCODE.binary, sizeBytes);
  const buffers: Uint8Array[] = [];
  let start = 0;
  for (const part of parts) {
    if (part.length <= COPIED_SIZE_BYTES_MAX) {
      room.set(part, end);
      end += part.length;
    } else {
      if (end > start) buffers.push(room.subarray(start, end));
      buffers.push(part);
      start = end;
    }
  }
  if (end > start) buffers.push(room.subarray(start, end));
  return buffers;
}

/** One buffer for the frames of many short messages, one after the other, as long as nobody keeps it. */
export class SharedFrame {
  #frame: Buffer | undefined;

  /** The frame of this message of at most 125 bytes; the next call writes to the same memory. */
  of(message: Uint8Array): Buffer {
    const sizeBytes = SHORT_HEADER_SIZE_BYTES + message.length;
    if (this.#frame?.length !== sizeBytes) {
      this.#frame = Buffer.allocUnsafe(sizeBytes);
      writeHeader(this.#frame, OPCODE.binary, message.length);
    }
    this.#frame.set(message, SHORT_HEADER_SIZE_BYTES);
    return this.#frame;
  }

  /** Somebody keeps the frame made last: the next one is another. */
  giveAway(): void {
    this.#frame = undefined;
  }
}

/** A ping without payload. */
export const PING_FRAME: Uint8Array = Buffer.from([FINAL | OPCODE.ping, 0]);

/** The answer to a ping with this payload of at most 125 bytes. */
export function pongFrame(payload: Uint8Array): Uint8Array {
  return controlFrame(OPCODE.pong, payload);
}

/** A Close frame; without a code it has no payload. A reason is cut to the 123 bytes there is room for. */
export function closeFrame(code?: number, reason = ""): Uint8Array {
  if (code === undefined) return controlFrame(OPCODE.close, new Uint8Array());
  const text = cutReason(reason);
  const payload = Buffer.alloc(CODE_SIZE_BYTES + Buffer.byteLength(text));
  payload.writeUInt16BE(code);
  payload.write(text, CODE_SIZE_BYTES);
  return controlFrame(OPCODE.close, payload);
}

function controlFrame(opcode: number, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(FINAL | opcode, payload.length), payload]);
}

function writeHeader(frame: Buffer, opcode: number, sizeBytes: number): number {
  frame[0] = FINAL | opcode;
  if (sizeBytes < LENGTH_16_BITS) {
    frame[1] = sizeBytes;
    return 2;
  }
  if (sizeBytes <= 0xffff) {
    frame[1] = LENGTH_16_BITS;
    return frame.writeUInt16BE(sizeBytes, 2);
  }
  frame[1] = LENGTH_64_BITS;
  return frame.writeBigUInt64BE(BigInt(sizeBytes), 2);
}

/** As much of a reason as a Close frame has room for, in whole characters. */
export function cutReason(reason: string): string {
  const sizeBytesMax = CONTROL_SIZE_BYTES_MAX - CODE_SIZE_BYTES;
  const bytes = Buffer.from(reason);
  if (bytes.length <= sizeBytesMax) return reason;
  return new TextDecoder().decode(bytes.subarray(0, sizeBytesMax)).replace(/\uFFFD$/, "");
}
