/** What an offer is made of before it is hashed. */
export type Canonical =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly Canonical[]
  | { readonly [name: string]: Canonical | undefined };

const TAG = { text: 1, number: 2, flag: 3, nothing: 4, bytes: 5, list: 6, record: 7 } as const;
const LENGTH_SIZE_BYTES = 4;
const encoder = new TextEncoder();

/**
 * One sequence of bytes for one value: names in the order of their UTF-16 code units whatever order they were
 * given in, undefined members left out, every piece behind its kind and its length. Different values
 * never give the same bytes. Serialised protobuf maps have no such order (G-04).
 */
export function canonicalBytes(value: Canonical): Uint8Array {
  const pieces: Uint8Array[] = [];
  write(value, pieces);
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function write(value: Canonical, pieces: Uint8Array[]): void {
  if (value === null) pieces.push(head(TAG.nothing, 0));
  else if (typeof value === "string") put(TAG.text, encoder.encode(value), pieces);
  else if (typeof value === "boolean") pieces.push(head(TAG.flag, value ? 1 : 0));
  else if (typeof value === "number" || typeof value === "bigint") {
    put(TAG.number, encoder.encode(String(value)), pieces);
  } else if (value instanceof Uint8Array) put(TAG.bytes, value, pieces);
  else if (isList(value)) {
    pieces.push(head(TAG.list, value.length));
    for (const item of value) write(item, pieces);
  } else writeRecord(value, pieces);
}

function writeRecord(
  record: { readonly [name: string]: Canonical | undefined },
  pieces: Uint8Array[],
): void {
  const names = Object.keys(record)
    .filter((name) => record[name] !== undefined)
    .sort();
  pieces.push(head(TAG.record, names.length));
  for (const name of names) {
    put(TAG.text, encoder.encode(name), pieces);
    write(record[name] ?? null, pieces);
  }
}

function put(tag: number, content: Uint8Array, pieces: Uint8Array[]): void {
  pieces.push(head(tag, content.length), content);
}

function head(tag: number, length: number): Uint8Array {
  const bytes = new Uint8Array(1 + LENGTH_SIZE_BYTES);
  bytes[0] = tag;
  new DataView(bytes.buffer).setUint32(1, length);
  return bytes;
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);
