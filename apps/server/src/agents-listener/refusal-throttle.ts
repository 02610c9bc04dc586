import { addressKey } from "@fleethub/opamp/server";

/** Refused credentials of one address that are answered one by one in a minute; default of the setting. */
export const REFUSALS_PER_MINUTE_DEFAULT = 30;

/** Addresses whose refusals are counted; the one not heard longest is forgotten first. */
export const REFUSED_ADDRESSES_MAX = 10_000;

/** Seconds after which an address may try again; the specification recommends 30 at least (T-23). */
export const REFUSED_RETRY_SECONDS = 30;

const MINUTE_MS = 60_000;

/**
 * Counts refused credentials per address, an IPv6 network of 64 bits as one. It slows down only those who would be refused:
 * whoever shares an address with them and has a credential that counts is let in all the same.
 */
export class RefusalThrottle {
  readonly #known = new Map<string, { since: number; count: number }>();

  constructor(
    private readonly now: () => number,
    private readonly perMinuteMax: number = REFUSALS_PER_MINUTE_DEFAULT,
  ) {}

  /** One more. Seconds to wait where this address has had its share of this minute, else null. */
  refused(remoteAddress: string): number | null {
    const key = addressKey(remoteAddress);
    const now = this.now();
    const known = this.#known.get(key);
    const isFresh = known !== undefined && now - known.since < MINUTE_MS;
    const entry = isFresh ? known : { since: now, count: 0 };
    entry.count += 1;
    this.#known.delete(key);
    this.#known.set(key, entry);
    if (this.#known.size > REFUSED_ADDRESSES_MAX) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    return entry.count > this.perMinuteMax ? REFUSED_RETRY_SECONDS : null;
  }
}
