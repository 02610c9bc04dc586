import type { ServerLimits } from "./server-limits.js";

/** Time between two ticks. */
export const TICK_MS = 1000;
const NEVER = -1;

/** What a tick found to be due on a socket. */
export type Due = "nothing" | "ping" | "cut-silent" | "cut" | "close-mute" | "close-left";

/**
 * Keeps the times of one socket as tick numbers, so that a heartbeat costs one assignment and no timer.
 * One tick is about a second; a stalled process stretches all times alike and blames nobody for it.
 */
export class SocketWatch {
  #heardAt: number;
  #openedAt: number;
  #closingAt = NEVER;
  #vacantSince = NEVER;
  #hasReported = false;

  constructor(ticks: number) {
    this.#openedAt = ticks;
    this.#heardAt = ticks;
  }

  /** Any sign of life. */
  heard(ticks: number): void {
    this.#heardAt = ticks;
  }

  /** An agent reported here, or came back. */
  occupied(): void {
    this.#hasReported = true;
    this.#vacantSince = NEVER;
  }

  /** The last agent said farewell. */
  vacated(ticks: number): void {
    this.#vacantSince = ticks;
  }

  /** A Close frame was sent. */
  closing(ticks: number): void {
    this.#closingAt = ticks;
  }

  due(ticks: number, limits: ServerLimits, isEnding: boolean): Due {
    if (isEnding) {
      return this.#closingAt !== NEVER && ticks - this.#closingAt >= ticksOf(limits.closeGraceMs)
        ? "cut"
        : "nothing";
    }
    if (!this.#hasReported && ticks - this.#openedAt >= ticksOf(limits.firstMessageTimeoutMs)) {
      return "close-mute";
    }
    const vacantSince = this.#vacantSince;
    if (vacantSince !== NEVER && ticks - vacantSince >= ticksOf(limits.farewellGraceMs)) {
      return "close-left";
    }
    const silent = ticks - this.#heardAt;
    // Most sockets, most of the time: the rest is not even calculated.
    if (silent * TICK_MS < limits.pingIntervalMs) return "nothing";
    const interval = ticksOf(limits.pingIntervalMs);
    if (silent === 0 || silent % interval !== 0) return "nothing";
    return silent / interval > limits.missedPongsMax ? "cut-silent" : "ping";
  }
}

function ticksOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / TICK_MS));
}
