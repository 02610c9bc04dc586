import { createHash } from "node:crypto";

/** Keys kept at once; the oldest go first. */
export const IDEMPOTENCY_KEYS_MAX = 10_000;
/** Bytes of all answers that are kept; the oldest go first. */
export const IDEMPOTENCY_BYTES_MAX = 32 * 1_024 * 1_024;
/** How long a key is remembered. */
export const IDEMPOTENCY_TTL_MS = 24 * 60 * 60 * 1_000;
/** Longest key accepted, in characters. */
export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

interface Entry {
  readonly request: string;
  readonly at: number;
  readonly answer: Promise<KeptAnswer>;
  /** Of the answer, once it is there. */
  sizeBytes: number;
}

/**
 * Gives a repeated creating request the answer of the first. Kept in this process's memory: after a restart a
 * repeated create meets the rules of the resource itself.
 */
export class IdempotencyKeys {
  readonly #entries = new Map<string, Entry>();
  #sizeBytes = 0;

  constructor(
    private readonly now: () => number,
    private readonly sizeBytesMax: number = IDEMPOTENCY_BYTES_MAX,
  ) {}

  /**
   * Runs `act` once per key; calls at the same moment wait for the same answer. Answers of 500 and above are
   * forgotten, so that a retry tries again.
   *
   * @returns `reused` where the key belongs to a request with another method, path or body
   */
  async once(
    key: string,
    request: string,
    act: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer | "reused"> {
    this.#forgetOld();
    const digest = createHash("sha256").update(request).digest("base64");
    const known = this.#entries.get(key);
    if (known !== undefined) return known.request === digest ? known.answer : "reused";
    const entry: Entry = { request: digest, at: this.now(), answer: act(), sizeBytes: 0 };
    this.#entries.set(key, entry);
    try {
      const given = await entry.answer;
      if (given.status >= 500) this.#forget(key, entry);
      else this.#weigh(key, entry, given);
      return given;
    } catch (error) {
      this.#forget(key, entry);
      throw error;
    }
  }

  #weigh(key: string, entry: Entry, { body, headers }: KeptAnswer): void {
    if (this.#entries.get(key) !== entry) return;
    entry.sizeBytes = Buffer.byteLength(body ?? "") + Buffer.byteLength(JSON.stringify(headers));
    this.#sizeBytes += entry.sizeBytes;
    for (const [oldest, old] of this.#entries) {
      if (this.#sizeBytes <= this.sizeBytesMax) return;
      // One that is still under way has to be found by its repetition.
      if (old.sizeBytes > 0) this.#forget(oldest, old);
    }
  }

  #forgetOld(): void {
    const before = this.now() - IDEMPOTENCY_TTL_MS;
    for (const [key, entry] of this.#entries) {
      if (entry.at >= before && this.#entries.size < IDEMPOTENCY_KEYS_MAX) return;
      this.#forget(key, entry);
    }
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#sizeBytes -= entry.sizeBytes;
    this.#entries.delete(key);
  }
}
