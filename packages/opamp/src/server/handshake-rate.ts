import type { Clock } from "../platform.js";
import { addressKey } from "./address-key.js";
import type { ServerLimits } from "./server-limits.js";
import { TokenBucket } from "./token-bucket.js";

/** A quiet address, or a quiet server, may take the handshakes of this many seconds at once. */
export const HANDSHAKE_BURST_SECONDS = 10;
/** Addresses whose handshakes are counted apart; the one not heard longest is forgotten first. */
export const HANDSHAKE_ADDRESSES_MAX = 10_000;

/** A handshake that has to wait. */
export interface HandshakeWait {
  readonly limit: "handshakesPerSecondMax" | "handshakesPerSecondPerAddressMax";
  /** Until the bucket has room for it, behind those that were sent away before. */
  readonly turnInMs: number;
}

/** Counts handshakes per second, of everybody and of each address. */
export class HandshakeRate {
  readonly #clock: Clock;
  readonly #limits: ServerLimits;
  readonly #everybody: TokenBucket;
  readonly #byAddress = new Map<string, TokenBucket>();

  constructor(limits: ServerLimits, clock: Clock) {
    this.#clock = clock;
    this.#limits = limits;
    this.#everybody = bucketOf(limits.handshakesPerSecondMax, clock.now());
  }

  /** Takes a place for one handshake; the answer says why there is none, if so. */
  take(remoteAddress: string): HandshakeWait | undefined {
    const nowMs = this.#clock.now();
    const own = this.#bucketOf(addressKey(remoteAddress), nowMs);
    // Its own bucket first, so that one address does not use up the places of all.
    if (!own.hasRoom(nowMs)) {
      return { limit: "handshakesPerSecondPerAddressMax", turnInMs: own.sendAway() };
    }
    if (!this.#everybody.hasRoom(nowMs)) {
      return { limit: "handshakesPerSecondMax", turnInMs: this.#everybody.sendAway() };
    }
    own.take();
    this.#everybody.take();
    return undefined;
  }

  /** Addresses that are remembered. */
  get addressCount(): number {
    return this.#byAddress.size;
  }

  #bucketOf(key: string, nowMs: number): TokenBucket {
    const known = this.#byAddress.get(key);
    const bucket = known ?? bucketOf(this.#limits.handshakesPerSecondPerAddressMax, nowMs);
    this.#byAddress.delete(key);
    this.#byAddress.set(key, bucket);
    if (this.#byAddress.size > HANDSHAKE_ADDRESSES_MAX) this.#forgetOldest(nowMs);
    return bucket;
  }

  /** Drops the one not heard longest, and those after it that have nothing to remember. */
  #forgetOldest(nowMs: number): void {
    let isFirst = true;
    for (const [key, bucket] of this.#byAddress) {
      if (!isFirst && !bucket.isIdle(nowMs)) return;
      this.#byAddress.delete(key);
      isFirst = false;
    }
  }
}

function bucketOf(perSecond: number, nowMs: number): TokenBucket {
  return new TokenBucket(perSecond, perSecond * HANDSHAKE_BURST_SECONDS, nowMs);
}
