import type { EncodedServerToAgent } from "../encode.js";
import type { AgentSeat } from "./agent-seat.js";
import { FRAME_HEAD_SIZE_BYTES } from "./replies.js";

/** A push waits here while more bytes than this have not left the socket; answers never do. */
export const PUSH_WAITS_ABOVE_SIZE_BYTES = 64 * 1024;

/**
 * Pushes to the agents of one socket that does not drain. Of an agent's remote configs only the newest
 * waits: one that was overtaken would be applied and taken back at once. Everything else stays in order.
 */
export class SendQueue {
  readonly #waiting = new Map<AgentSeat, EncodedServerToAgent[]>();
  /** How many places each message has: its bytes are shared, so they count once. */
  readonly #places = new Map<EncodedServerToAgent, number>();
  #sizeBytes = 0;

  /** Bytes that wait; a message to many agents counts once. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Queues a push; a remote config takes the place of an older one that waits for the same agent. */
  add(seat: AgentSeat, message: EncodedServerToAgent): void {
    if (message.remoteConfig !== "absent") this.overtake(seat);
    const messages = this.#waiting.get(seat);
    if (messages === undefined) this.#waiting.set(seat, [message]);
    else messages.push(message);
    const places = this.#places.get(message) ?? 0;
    this.#places.set(message, places + 1);
    this.#sizeBytes += FRAME_HEAD_SIZE_BYTES + (places === 0 ? message.tail.length : 0);
  }

  /** A remote config goes to this agent now: one that waits is out of date, where it is alone in its message. */
  overtake(seat: AgentSeat): void {
    const messages = this.#waiting.get(seat);
    if (messages === undefined) return;
    const kept = messages.filter((message) => {
      if (message.remoteConfig !== "alone") return true;
      this.#forget(seat, message);
      return false;
    });
    if (kept.length > 0) this.#waiting.set(seat, kept);
    else this.#waiting.delete(seat);
  }

  /** Drops what waits for an agent that has left. */
  drop(seat: AgentSeat): void {
    for (const message of this.#waiting.get(seat) ?? []) this.#forget(seat, message);
    this.#waiting.delete(seat);
  }

  /** Takes out the next message of the agent that waits longest. */
  take(): readonly [seat: AgentSeat, message: EncodedServerToAgent] | undefined {
    for (const [seat, messages] of this.#waiting) {
      const message = messages.shift();
      if (messages.length === 0) this.#waiting.delete(seat);
      if (message === undefined) continue;
      this.#forget(seat, message);
      return [seat, message];
    }
    return undefined;
  }

  #forget(seat: AgentSeat, message: EncodedServerToAgent): void {
    const places = (this.#places.get(message) ?? 1) - 1;
    this.#sizeBytes -= FRAME_HEAD_SIZE_BYTES + (places === 0 ? message.tail.length : 0);
    if (places === 0) this.#places.delete(message);
    else this.#places.set(message, places);
  }
}
