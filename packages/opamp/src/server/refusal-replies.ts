import type { EncodedServerToAgent } from "../encode.js";
import { badRequest } from "./replies.js";

/** Reasons whose answers are kept; most say the same of every message. */
const REFUSALS_KEPT_MAX = 256;

/** BadRequest answers by their reason, encoded once, so that a flood of broken messages costs little to refuse. */
export class RefusalReplies {
  readonly #kept = new Map<string, EncodedServerToAgent>();

  of(message: string): EncodedServerToAgent {
    const kept = this.#kept.get(message);
    if (kept !== undefined) return kept;
    const reply = badRequest(message);
    if (this.#kept.size < REFUSALS_KEPT_MAX) this.#kept.set(message, reply);
    return reply;
  }
}
