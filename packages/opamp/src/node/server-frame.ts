const FINAL_BINARY = 0x82;
const LENGTH_16_BITS = 126;
const LENGTH_64_BITS = 127;
const HEADER_SIZE_BYTES_MAX = 10;
/** Messages up to this size are copied into one buffer; above it the pieces are written as they are. */
const COPIED_SIZE_BYTES_MAX = 1024;

/**
 * The WebSocket frame (RFC 6455, server to client, so unmasked) of one binary message, as the buffers to
 * write one after the other. The pieces of a large message are not copied, so that one tail serves all.
 */
export function webSocketFrame(parts: readonly Uint8Array[]): Uint8Array[] {
  let sizeBytes = 0;
  for (const part of parts) sizeBytes += part.length;
  const isCopied = sizeBytes <= COPIED_SIZE_BYTES_MAX;
  const frame = Buffer.allocUnsafe(HEADER_SIZE_BYTES_MAX + (isCopied ? sizeBytes : 0));
  let offset = writeHeader(frame, sizeBytes);
  if (!isCopied) return [frame.subarray(0, offset), ...parts];
  for (const part of parts) {
    frame.set(part, offset);
    offset += part.length;
  }
  return [frame.subarray(0, offset)];
}

function writeHeader(frame: Buffer, sizeBytes: number): number {
  frame[0] = FINAL_BINARY;
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
