import type { InstanceUid } from "../instance-uid.js";
import type { Clock, Schedule } from "../platform.js";
import { type Backoff, type BackoffOptions, createBackoff, RETRY_AFTER_MS_MAX } from "./backoff.js";
import { type LastWord, retire } from "./retire.js";
import type { AgentTransport, ConnectionClosed, TransportEvents } from "./transport.js";
import { type Agent, FAREWELL_TIMEOUT_MS } from "./types.js";
import { Way } from "./way.js";

export interface LinkOptions {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly random: () => number;
  readonly backoff?: BackoffOptions;
}

/** What a link asks and tells the agent it belongs to. */
export interface LinkEvents {
  opened(): void;
  received(message: Uint8Array): void;
  drained(refusal: string | undefined): void;
  closed(reason: ConnectionClosed): void;
  /** The next attempt follows after `retryInMs`. */
  waiting(reason: ConnectionClosed, retryInMs: number): void;
  /** A pause asked for by the server is over. */
  resumed(): void;
  farewell(): LastWord;
}

/**
 * The agent's one connection over its whole life: opens it, opens it again with growing waits, ends it in
 * order. Knows nothing of what is said.
 */
export class Link implements TransportEvents {
  state: Agent["state"] = "idle";
  readonly #options: LinkOptions;
  readonly #events: LinkEvents;
  readonly #backoff: Backoff;
  #transport: AgentTransport;
  #way: Way | undefined;
  #silentUntilMs = 0;
  #cancelTimer: (() => void) | undefined;
  #farewell: { done: () => void; sent: boolean } | undefined;

  constructor(transport: AgentTransport, options: LinkOptions, events: LinkEvents) {
    this.#transport = transport;
    this.#options = options;
    this.#events = events;
    this.#backoff = createBackoff(options.random, options.backoff);
  }

  get transport(): AgentTransport {
    return this.#transport;
  }

  /** True when a message may leave now. */
  get isReady(): boolean {
    const connection = this.#way?.connection;
    if (this.state !== "connected" || !connection || connection.busy) return false;
    return this.#silentUntilMs <= this.#options.clock.now();
  }

  open(): void {
    this.state = "connecting";
    this.#way = new Way(this.#transport, this);
  }

  send(message: Uint8Array, instanceUid: InstanceUid): void {
    this.#way?.connection.send(message, instanceUid);
  }

  /** The server is alive and speaks OpAMP. */
  proven(): void {
    this.#backoff.reset();
  }

  /**
   * Nothing is sent until then, not even after a reconnect. Cut to RETRY_AFTER_MS_MAX. Who is leaving says
   * farewell and goes all the same.
   */
  pause(pauseMs: number): void {
    if (this.#farewell) return;
    const waitMs = Math.min(pauseMs, RETRY_AFTER_MS_MAX);
    this.#silentUntilMs = this.#options.clock.now() + waitMs;
    this.#wait(waitMs, () => {
      this.#silentUntilMs = 0;
      this.#events.resumed();
    });
  }

  /** Cuts a connection that cannot be used, and comes back later. */
  giveUp(reason: ConnectionClosed): void {
    this.#way?.cut();
    this.closed(reason);
  }

  /** Leaves the way in use for one that has proved itself; `lastWord` is said on the old one. */
  replace(way: Way, lastWord: LastWord | undefined): void {
    const former = this.#way;
    const wasConnected = this.state === "connected";
    this.#stopWaiting();
    this.#silentUntilMs = 0;
    this.#transport = way.transport;
    this.#way = way;
    way.listener = this;
    this.state = "connected";
    this.#backoff.reset();
    if (former && wasConnected) retire(former, lastWord, this.#options.schedule);
    else former?.cut();
  }

  /** Says farewell here; `done` follows when that has ended, and may open the new transport. */
  leaveFor(transport: AgentTransport, done: () => void): void {
    this.#transport = transport;
    if (this.state === "idle" || this.state === "stopped") return;
    this.leave(() => {
      this.#backoff.reset();
      done();
    });
  }

  /** Says farewell and closes; `done` follows after FAREWELL_TIMEOUT_MS at the latest. */
  leave(done: () => void): void {
    const before = this.#farewell;
    if (before) {
      const first = before.done;
      before.done = () => {
        first();
        if (this.state === "stopped") done();
        else this.leave(done);
      };
      return;
    }
    this.#farewell = { done, sent: false };
    const connected = this.state === "connected";
    this.state = "leaving";
    if (!connected) return this.#cutAndLeave();
    this.#wait(FAREWELL_TIMEOUT_MS, () => this.#cutAndLeave());
    this.sayFarewell();
  }

  sayFarewell(): void {
    const connection = this.#way?.connection;
    if (!connection || !this.#farewell || this.#farewell.sent || connection.busy) return;
    this.#farewell.sent = true;
    const { message, instanceUid } = this.#events.farewell();
    connection.send(message, instanceUid);
    connection.close();
  }

  opened(): void {
    if (this.state === "leaving") return this.sayFarewell();
    this.state = "connected";
    this.#events.opened();
  }

  received(message: Uint8Array): void {
    this.#events.received(message);
  }

  drained(refusal?: string): void {
    this.#events.drained(refusal);
  }

  closed(reason: ConnectionClosed): void {
    this.#way = undefined;
    this.#events.closed(reason);
    if (this.#farewell) return this.#left();
    const pauseMs = Math.max(0, this.#silentUntilMs - this.#options.clock.now());
    const retryInMs = this.#backoff.next(Math.max(pauseMs, reason.retryAfterMs ?? 0));
    this.state = "waiting";
    this.#silentUntilMs = 0;
    this.#wait(retryInMs, () => this.open());
    this.#events.waiting(reason, retryInMs);
  }

  #wait(delayMs: number, task: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.schedule.after(delayMs, () => {
      this.#cancelTimer = undefined;
      task();
    });
  }

  #stopWaiting(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #cutAndLeave(): void {
    this.#way?.cut();
    this.#left();
  }

  #left(): void {
    this.#way = undefined;
    this.#stopWaiting();
    const farewell = this.#farewell;
    this.#farewell = undefined;
    farewell?.done();
  }
}
