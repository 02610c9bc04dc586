/** One configuration as the hash sees it. */
export interface HashedConfig {
  readonly body: Uint8Array;
  /** Default empty. */
  readonly contentType?: string;
  /** Default empty. */
  readonly role?: string;
}

/** A keyed digest such as HMAC-SHA-256 under a key only the server knows. */
export type KeyedDigest = (bytes: Uint8Array) => Uint8Array;

const LENGTH_SIZE_BYTES = 4;

/**
 * The config_hash of a set of configurations: equal for equal content in whatever order it was put
 * together, different for different content (G-03, G-04). With a keyed digest it says nothing about
 * the content to those who do not have the key.
 *
 * Digested are, in the order of names by their UTF-16 code units, name, content type, role and body,
 * each behind its length as four bytes, big-endian. Changing this changes every hash in the field.
 */
export function configHash(
  configs: Iterable<readonly [name: string, config: HashedConfig]>,
  digest: KeyedDigest,
): Uint8Array {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  const sorted = [...configs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, { body, contentType = "", role = "" }] of sorted) {
    pieces.push(encoder.encode(name), encoder.encode(contentType), encoder.encode(role), body);
  }
  const sizeBytes = pieces.reduce((sum, piece) => sum + LENGTH_SIZE_BYTES + piece.length, 0);
  const input = new Uint8Array(sizeBytes);
  const view = new DataView(input.buffer);
  let offset = 0;
  for (const piece of pieces) {
    view.setUint32(offset, piece.length);
    input.set(piece, offset + LENGTH_SIZE_BYTES);
    offset += LENGTH_SIZE_BYTES + piece.length;
  }
  return digest(input);
}
