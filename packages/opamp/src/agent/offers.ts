import type { Clock, Schedule } from "../platform.js";
import { sameBytes } from "../same-bytes.js";
import type { OfferStatus } from "./callbacks.js";
import type { AgentParts } from "./parts.js";
import { reasonOf } from "./tell.js";
import { TurnLimit } from "./turn-limit.js";

/** Outcome of an offer, before it becomes the status message of its kind. */
export interface OfferOutcome {
  readonly hash: Uint8Array;
  readonly status: "applying" | "applied" | "failed";
  readonly message: string;
}

/** A failed offer that comes again is worked on again, but not sooner than this after the failure. */
export const FAILED_OFFER_PAUSE_MS = 60_000;

/** Offers of one kind that are worked on at once. */
export const OFFERS_AT_ONCE_MAX = 5;
/** After that many, one is worked on in this time: the newest of those that came meanwhile. */
export const OFFER_INTERVAL_MS = 1_000;

/**
 * Offers of one kind (remote config or connection settings): recognises the one worked on last by
 * its hash, and lets only the newest speak. A server that answers every status with another offer is not
 * followed faster than {@link OFFER_INTERVAL_MS}.
 */
export class Offers {
  #lastHash: Uint8Array | undefined;
  #turn = 0;
  #failedAtMs: number | undefined;
  /** Begins work on the newest offer that waits for its turn. */
  #begin: (() => void) | undefined;
  readonly #limit: TurnLimit;
  readonly #clock: Clock;
  readonly #report: (outcome: OfferOutcome, parts: AgentParts | undefined) => void;

  /** @param lastHash hash that the agent already reports, from before this process */
  constructor(
    lastHash: Uint8Array | undefined,
    platform: { readonly clock: Clock; readonly schedule: Schedule },
    report: (outcome: OfferOutcome, parts: AgentParts | undefined) => void,
  ) {
    this.#lastHash = lastHash;
    this.#clock = platform.clock;
    this.#limit = new TurnLimit(platform, OFFERS_AT_ONCE_MAX, OFFER_INTERVAL_MS);
    this.#report = report;
  }

  /** True for the offer worked on last. An empty hash is never recognised. */
  isRepeated(hash: Uint8Array): boolean {
    const last = this.#lastHash;
    return last !== undefined && last.length > 0 && sameBytes(last, hash);
  }

  /**
   * True when the offer worked on last has failed here some time ago: somebody may have put right what was in
   * its way. The pause keeps a server that offers with every answer from making a storm of it.
   */
  mayTryAgain(): boolean {
    const failedAtMs = this.#failedAtMs;
    return failedAtMs !== undefined && this.#clock.now() - failedAtMs >= FAILED_OFFER_PAUSE_MS;
  }

  /** Hands an offer to its callback, now or when its turn comes; what the callback throws becomes the outcome FAILED. */
  work(offered: Uint8Array, callback: (status: OfferStatus) => void | Promise<void>): void {
    // Decoded bytes are views; a copy lets go of the message they came in.
    const hash = new Uint8Array(offered);
    this.#begin = () => this.#work(hash, callback);
    if (this.#limit.take(() => this.#begin?.())) this.#begin();
  }

  /** What waits is not begun any more. */
  stop(): void {
    this.#limit.stop();
  }

  #work(hash: Uint8Array, callback: (status: OfferStatus) => void | Promise<void>): void {
    this.#begin = undefined;
    // A repetition speaks for the same offer, so it must not silence work still under way.
    if (!this.isRepeated(hash)) this.#turn += 1;
    this.#lastHash = hash;
    this.#failedAtMs = undefined;
    const status = this.#statusOf(hash);
    try {
      const result = callback(status);
      if (result instanceof Promise)
        result.catch((error: unknown) => status.failed(reasonOf(error)));
    } catch (error) {
      status.failed(reasonOf(error));
    }
  }

  #statusOf(hash: Uint8Array): OfferStatus {
    const turn = this.#turn;
    const superseded = () => turn !== this.#turn;
    const say = (status: OfferOutcome["status"], message: string, parts?: AgentParts) => {
      if (superseded()) return;
      this.#failedAtMs = status === "failed" ? this.#clock.now() : undefined;
      this.#report({ hash, status, message }, parts);
    };
    return {
      get superseded() {
        return superseded();
      },
      applying: (parts) => say("applying", "", parts),
      applied: (parts) => say("applied", "", parts),
      failed: (message, parts) => say("failed", message, parts),
    };
  }
}
