import type { Millis } from "@fleethub/fleet";
import { addressKey } from "@fleethub/opamp/server";

/** Who attempts to sign in. */
export interface Attempt {
  /** As it was typed; null: a link was tried, which nobody guesses, so that addresses alone are counted. */
  readonly person: string | null;
  readonly address: string;
  /** Proof that this browser signed this person in before; null: none. */
  readonly device: string | null;
}

interface Rule {
  /** Failures without a delay. */
  readonly free: number;
  /** Delay after the first failure beyond; each further one doubles it. */
  readonly firstMs: Millis;
  readonly mostMs: Millis;
}

const MINUTE_MS = 60_000;

/** One person from one address, or from one known browser. */
const PAIR: Rule = { free: 4, firstMs: 2_000, mostMs: 15 * MINUTE_MS };
/** One address, whoever it says to be: many people may share one. */
const ADDRESS: Rule = { free: 20, firstMs: 2_000, mostMs: 15 * MINUTE_MS };
/** One person from everywhere that is not known: guessing from many addresses. */
const PERSON: Rule = { free: 50, firstMs: 10_000, mostMs: 15 * MINUTE_MS };

/** Failures are forgotten when none came for this long. */
export const THROTTLE_MEMORY_MS: Millis = 60 * MINUTE_MS;
/** Counters kept; the ones that were met longest ago go first. */
export const THROTTLE_ENTRIES_MAX = 20_000;

interface Counter {
  readonly failures: number;
  readonly lastAt: Millis;
  readonly waitUntil: Millis;
  /** What `waitUntil` was before the last failure, and which failure that was. */
  readonly waitedUntil: Millis;
  readonly last: number;
}

/**
 * Growing delays after failed attempts, counted by this hub alone. A browser that signed a person in before has a
 * counter of its own for that person: strangers' failures never delay it.
 */
export class Throttle {
  readonly #counters = new Map<string, Counter>();
  #failures = 0;

  /** How long until this attempt is looked at; 0: now. */
  waitMs(attempt: Attempt, now: Millis): Millis {
    const until = countersOf(attempt).map(([key]) => this.#current(key, now)?.waitUntil ?? 0);
    return Math.max(0, Math.max(...until) - now);
  }

  /** Answers what tells this failure from others, for where it is taken back. */
  failed(attempt: Attempt, now: Millis): number {
    this.#failures += 1;
    for (const [key, rule] of countersOf(attempt)) {
      const before = this.#current(key, now);
      const failures = (before?.failures ?? 0) + 1;
      const beyond = failures - rule.free;
      const delay = beyond <= 0 ? 0 : Math.min(rule.mostMs, rule.firstMs * 2 ** (beyond - 1));
      this.#counters.delete(key);
      this.#counters.set(key, {
        failures,
        lastAt: now,
        waitUntil: now + delay,
        waitedUntil: before?.waitUntil ?? 0,
        last: this.#failures,
      });
    }
    for (const oldest of this.#counters.keys()) {
      if (this.#counters.size <= THROTTLE_ENTRIES_MAX) break;
      this.#counters.delete(oldest);
    }
    return this.#failures;
  }

  /** It was counted beforehand and did not fail. The delay of another one that failed meanwhile stays. */
  forgive(attempt: Attempt, failure: number): void {
    for (const [key] of countersOf(attempt)) {
      const counter = this.#counters.get(key);
      if (counter === undefined) continue;
      const failures = counter.failures - 1;
      if (failures <= 0) this.#counters.delete(key);
      else {
        const waitUntil = counter.last === failure ? counter.waitedUntil : counter.waitUntil;
        this.#counters.set(key, { ...counter, failures, waitUntil });
      }
    }
  }

  /** What this person failed at this place is forgotten; what the address did to others is not. */
  succeeded(attempt: Attempt, failure: number): void {
    this.forgive(attempt, failure);
    const [own] = countersOf(attempt);
    if (own !== undefined) this.#counters.delete(own[0]);
  }

  #current(key: string, now: Millis): Counter | undefined {
    const counter = this.#counters.get(key);
    if (counter === undefined) return undefined;
    if (now - counter.lastAt < THROTTLE_MEMORY_MS || counter.waitUntil > now) return counter;
    this.#counters.delete(key);
    return undefined;
  }
}

/** The counters that an attempt is held against, its own first. An IPv6 network of 64 bits is one address. */
function countersOf({ person, address, device }: Attempt): readonly (readonly [string, Rule])[] {
  if (device !== null) return [[JSON.stringify(["device", person, device]), PAIR]];
  const place = addressKey(address);
  const both = [
    [JSON.stringify(["pair", person, place]), PAIR],
    [JSON.stringify(["address", place]), ADDRESS],
  ] as const;
  return person === null ? both : [...both, [JSON.stringify(["person", person]), PERSON]];
}
