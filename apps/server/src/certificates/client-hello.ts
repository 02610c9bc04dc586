/** First byte of a TLS handshake record; no HTTP request begins with it. */
const HANDSHAKE_RECORD = 0x16;
const CLIENT_HELLO = 1;
const RECORD_HEADER_BYTES = 5;
/** The longest record that TLS allows. */
const RECORD_BYTES_MAX = 16_384;
const SERVER_NAME = 0;
const HOST_NAME = 0;

/**
 * What the first bytes of a connection are. `serverName` is the host that the client asked for; null where it names
 * none, as with an address. A hello in several records is one without a name.
 */
export type FirstBytes =
  | { readonly kind: "incomplete" }
  | { readonly kind: "plain" }
  | { readonly kind: "tls"; readonly serverName: string | null };

/** Looks at the first bytes of a connection, for as much of them as is there. */
export function readFirstBytes(bytes: Buffer): FirstBytes {
  if (bytes.length === 0) return { kind: "incomplete" };
  if (bytes[0] !== HANDSHAKE_RECORD) return { kind: "plain" };
  if (bytes.length < RECORD_HEADER_BYTES) return { kind: "incomplete" };
  const end = RECORD_HEADER_BYTES + bytes.readUInt16BE(3);
  if (bytes.length < end && end <= RECORD_HEADER_BYTES + RECORD_BYTES_MAX) {
    return { kind: "incomplete" };
  }
  const hello = new Reader(bytes.subarray(RECORD_HEADER_BYTES, end));
  return { kind: "tls", serverName: serverNameOf(hello) };
}

function serverNameOf(hello: Reader): string | null {
  if (hello.number(1) !== CLIENT_HELLO) return null;
  // Length, version and random; session id, cipher suites and compression methods.
  hello.skip(3 + 2 + 32);
  hello.part(1);
  hello.part(2);
  hello.part(1);
  const extensions = hello.part(2);
  while (extensions.left > 0) {
    const kind = extensions.number(2);
    const content = extensions.part(2);
    if (kind !== SERVER_NAME) continue;
    const names = content.part(2);
    return names.number(1) === HOST_NAME ? names.part(2).text() : null;
  }
  return null;
}

/** Reads from the front; beyond the end there is nothing but zeros and empty parts. */
class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return Math.max(0, this.bytes.length - this.#at);
  }

  number(sizeBytes: 1 | 2): number {
    if (this.left < sizeBytes) {
      this.#at = this.bytes.length;
      return 0;
    }
    const value = this.bytes.readUIntBE(this.#at, sizeBytes);
    this.#at += sizeBytes;
    return value;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** What follows its own length. */
  part(lengthBytes: 1 | 2): Reader {
    const length = this.number(lengthBytes);
    const from = this.#at;
    this.#at += length;
    return new Reader(this.bytes.subarray(from, from + length));
  }

  text(): string | null {
    const text = this.bytes.toString("latin1");
    return /^[\w.-]{1,253}$/.test(text) ? text.toLowerCase() : null;
  }
}
