import type { Clock, Schedule } from "../platform.js";
import { OpampError } from "../problem.js";
import type { AgentTransport } from "./transport.js";
import {
  HEARTBEAT_INTERVAL_MS_DEFAULT,
  HEARTBEAT_INTERVAL_MS_MAX,
  HEARTBEAT_INTERVAL_MS_MIN,
} from "./types.js";

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly transport: AgentTransport;
  readonly heartbeatIntervalMs?: number;
  readonly firstHeartbeatMs?: number;
}

/**
 * When a message is due although nothing changed. Any message counts as a heartbeat, so a busy
 * agent sends none of its own.
 */
export class Heartbeat {
  /** True when the next message has to go out even if it says nothing new. */
  due = false;
  readonly #options: HeartbeatOptions;
  readonly #ring: () => void;
  #intervalMs: number;
  #firstMs: number | undefined;
  #lastSentMs = 0;
  #cancel: (() => void) | undefined;

  /** @param ring called when `due` became true */
  constructor(options: HeartbeatOptions, ring: () => void) {
    this.#intervalMs = options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS_DEFAULT;
    if (options.transport.kind === "http" && this.#intervalMs === 0) {
      throw new OpampError(
        "bad-argument",
        "heartbeatIntervalMs must not be 0 over HTTP: polling is the only way to hear the server.",
      );
    }
    this.#options = options;
    this.#firstMs = options.firstHeartbeatMs;
    this.#ring = ring;
  }

  /** From here on the agent speaks over this. A poller without heartbeats would hear nothing any more. */
  useFor(kind: AgentTransport["kind"]): void {
    if (kind === "http" && this.#intervalMs === 0) {
      this.takeInterval(BigInt(HEARTBEAT_INTERVAL_MS_DEFAULT / 1000), kind);
    }
  }

  start(): void {
    this.#lastSentMs = this.#options.clock.now();
    const firstMs = this.#firstMs;
    this.#firstMs = undefined;
    this.#arm(firstMs ?? this.#intervalMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.due = false;
  }

  /** A message went out, whatever it said. */
  sent(): void {
    this.due = false;
    this.#lastSentMs = this.#options.clock.now();
  }

  /**
   * Takes an interval offered by the server; 0 ends heartbeats, but never polling, and other values are brought
   * into bounds.
   */
  takeInterval(seconds: bigint, kind: AgentTransport["kind"]): void {
    if (seconds === 0n && kind === "http") return;
    const maxSeconds = BigInt(HEARTBEAT_INTERVAL_MS_MAX / 1000);
    const boundedMs = Number(seconds > maxSeconds ? maxSeconds : seconds) * 1000;
    const intervalMs = seconds === 0n ? 0 : Math.max(boundedMs, HEARTBEAT_INTERVAL_MS_MIN);
    if (intervalMs === this.#intervalMs) return;
    this.#intervalMs = intervalMs;
    this.#arm(intervalMs);
  }

  #arm(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#intervalMs === 0) return;
    this.#cancel = this.#options.schedule.after(delayMs, () => this.#tick(delayMs));
  }

  #tick(waitedMs: number): void {
    const now = this.#options.clock.now();
    // A clock that was set back must not keep the agent silent until it has caught up.
    this.#lastSentMs = Math.min(this.#lastSentMs, now);
    const silentMs = now - this.#lastSentMs;
    // The first wait may be shorter than the interval, to spread a fleet.
    const enoughMs = Math.min(waitedMs, this.#intervalMs);
    if (silentMs < enoughMs) return this.#arm(enoughMs - silentMs);
    this.due = true;
    this.#arm(this.#intervalMs);
    this.#ring();
  }
}
