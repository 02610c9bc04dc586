import type { Millis } from "@fleethub/fleet";
import { hubActor } from "../agents/note-effects.js";
import type { Ids, Write } from "../ports.js";
import { recorded } from "./commit.js";

/** What a stranger tried. */
export type RefusedAttempt = "sign-in" | "api-token" | "link";

/** Addresses that are counted at once; the others of that minute are counted together. */
export const REFUSED_ADDRESSES_MAX = 1_000;

/** How the others are called. */
const OTHERS = "others";

/**
 * Counts what strangers were refused, by address, until it is written: one entry an address and minute, however often
 * they tried. What they typed is never kept; a person is named only where there is one of that name.
 */
export class RefusalTally {
  #counts = new Map<string, Map<string, number>>();

  note(address: string, attempt: RefusedAttempt, person: string | null): void {
    const known = this.#counts.has(address) || this.#counts.size < REFUSED_ADDRESSES_MAX;
    const key = known ? address : OTHERS;
    const counts = this.#counts.get(key) ?? new Map<string, number>();
    const what = person === null ? attempt : `${attempt} ${person}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
    this.#counts.set(key, counts);
  }

  /** The entries of what was counted since; it begins anew. */
  take(ids: Ids, now: Millis): readonly Write[] {
    const counted = this.#counts;
    this.#counts = new Map();
    const actor = hubActor(ids.uuidv7());
    return [...counted].map(([address, counts]) =>
      recorded({ ids }, { actor, now }, "refuse-attempts", { kind: "address", id: address }, null, {
        attempts: Object.fromEntries(counts),
      }),
    );
  }
}
