import type { Clock } from "../platform.js";
import { sameBytes } from "../same-bytes.js";
import type { OfferStatus } from "./callbacks.js";
import type { AgentParts } from "./parts.js";
import { reasonOf } from "./tell.js";

/** Outcome of an offer, before it becomes the status message of its kind. */
export interface OfferOutcome {
  readonly hash: Uint8Array;
  readonly status: "applying" | "applied" | "failed";
  readonly message: string;
}

/** A failed offer that comes again is worked on again, but not sooner than this after the failure. */
export const FAILED_OFFER_PAUSE_MS = 60_000;

/**
 * Offers of one kind (remote config or connection settings): recognises the one worked on last by
 * its hash, and lets only the newest speak.
 */
export class Offers {
  #lastHash: Uint8Array | undefined;
  #turn = 0;
  #failedAtMs: number | undefined;
  readonly #clock: Clock;
  readonly #report: (outcome: OfferOutcome, parts: AgentParts | undefined) => void;

  /** @param lastHash hash that the agent already reports, from before this process */
  constructor(
    lastHash: Uint8Array | undefined,
    clock: Clock,
    report: (outcome: OfferOutcome, parts: AgentParts | undefined) => void,
  ) {
    this.#lastHash = lastHash;
    this.#clock = clock;
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

  /** Hands an offer to its callback; what the callback throws becomes the outcome FAILED. */
  work(offered: Uint8Array, callback: (status: OfferStatus) => void | Promise<void>): void {
    // Decoded bytes are views; a copy lets go of the message they came in.
    const hash = new Uint8Array(offered);
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
