import type { EnrolmentRefusal, Millis } from "@fleethub/fleet";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { Clock } from "../ports.js";

/** How long a refusal answers whoever comes again with the same credential under the same instance UID. */
export const REFUSAL_KEPT_MS: Millis = 30_000;

/** Instance UIDs of which one refusal is kept. */
const REFUSALS_MAX = 10_000;

interface KnownRefusal {
  /** What was shown. */
  readonly identity: unknown;
  readonly refusal: EnrolmentRefusal;
  readonly at: Millis;
}

/**
 * Who came past the door, said who he is, and was not let in: names he himself in a header when he comes again, he is answered
 * before anything is read, and without the store.
 */
export class KnownRefusals {
  #known = new BoundedCache<string, KnownRefusal>(REFUSALS_MAX);

  constructor(private readonly clock: Clock) {}

  note(uid: string, identity: unknown, refusal: EnrolmentRefusal): void {
    this.#known.set(uid, { identity, refusal, at: this.clock.now() });
  }

  of(uid: string, identity: unknown): EnrolmentRefusal | null {
    const known = this.#known.get(uid);
    if (known === undefined || known.identity !== identity) return null;
    return this.clock.now() - known.at < REFUSAL_KEPT_MS ? known.refusal : null;
  }

  /** Something was written about who has this UID; null: about any, or about a token. */
  forget(uid: string | null): void {
    if (uid === null) this.#known = new BoundedCache(REFUSALS_MAX);
    else this.#known.delete(uid);
  }
}
