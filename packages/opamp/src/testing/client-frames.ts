/** One WebSocket frame as a client would send it, or would not. */
export interface ClientFrame {
  /** FIN, reserved bits and opcode. */
  readonly first: number;
  readonly payload: Uint8Array;
  /** Default true. */
  readonly isMasked?: boolean;
  /** Bytes of the length behind the second byte: 0, 2 or 8. Default: the fewest. */
  readonly lengthSizeBytes?: 0 | 2 | 8;
  /** Default a key of four different bytes. */
  readonly key?: Uint8Array;
}

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** The bytes of a frame. */
export function clientFrame(frame: ClientFrame): Buffer {
  const { first, payload, isMasked = true, key = KEY } = frame;
  const size = payload.length;
  const fewest = size < 126 ? 0 : size < 65_536 ? 2 : 8;
  const lengthSize = Math.max(fewest, frame.lengthSizeBytes ?? 0);
  const header = Buffer.alloc(2 + lengthSize);
  header[0] = first;
  header[1] = (isMasked ? 0x80 : 0) | (lengthSize === 0 ? size : lengthSize === 2 ? 126 : 127);
  if (lengthSize === 2) header.writeUInt16BE(size, 2);
  if (lengthSize === 8) header.writeBigUInt64BE(BigInt(size), 2);
  if (!isMasked) return Buffer.concat([header, payload]);
  const masked = payload.map((byte, index) => byte ^ (key[index % 4] ?? 0));
  return Buffer.concat([header, key, masked]);
}

/** A whole binary message in one frame. */
export function binaryFrame(payload: Uint8Array): Buffer {
  return clientFrame({ first: 0x82, payload });
}

/** The pieces of `bytes` between the places where it is cut; places past the end do nothing. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...places].toSorted((a, b) => a - b);
  const bounds = [0, ...sorted.filter((place) => place < bytes.length), bytes.length];
  // Copies, since a reader writes to what it is given.
  return bounds.slice(1).map((end, index) => Uint8Array.from(bytes.subarray(bounds[index], end)));
}
