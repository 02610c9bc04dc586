import { OPAMP_CONTENT_TYPE } from "../endpoint.js";
import type { InstanceUid } from "../instance-uid.js";
import type { Clock, Schedule } from "../platform.js";
import { throttledPauseMs } from "./retry-after.js";
import { reasonOf } from "./tell.js";
import type { TransportConnection, AgentTransport, TransportEvents } from "./transport.js";

/** What the server answered, decompressed. */
export interface PostAnswer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: Uint8Array;
}

/** A request under way. */
export interface PostUnderWay {
  /** Rejects when no answer can be had any more; the error's message is for people. */
  readonly answer: Promise<PostAnswer>;
  /** Gives the request up; `answer` may stay open for ever after. */
  abort(): void;
}

/**
 * Posts one report to the server's endpoint. The platform adds credentials, and may compress the
 * body if it says so in Content-Encoding.
 */
export type PostReport = (
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
) => PostUnderWay;

export interface HttpTransportOptions {
  readonly post: PostReport;
  /** Needed to read Retry-After where it is a date. */
  readonly clock: Clock;
  /** Ends requests that are not answered in time. Without it that is the business of `post`. */
  readonly schedule?: Schedule;
  /** Longest wait for an answer, where there is a `schedule`. Default ANSWER_TIMEOUT_MS_DEFAULT. */
  readonly answerTimeoutMs?: number;
}

/** Longest wait for the answer to one report. */
export const ANSWER_TIMEOUT_MS_DEFAULT = 30_000;

/**
 * OpAMP over plain HTTP: one request at a time, and the server speaks in answers. The connection is
 * a manner of speaking: it opens at once, and is closed when a request found no one who took it.
 *
 * 400 and 413 mean that this message will never be taken: it is dropped. Every other status but 200
 * keeps the message for the next attempt.
 */
export function httpTransport(options: HttpTransportOptions): AgentTransport {
  return {
    kind: "http",
    open: (events) => new HttpConnection(options, events),
  };
}

class HttpConnection implements TransportConnection {
  readonly #options: HttpTransportOptions;
  readonly #events: TransportEvents;
  #underWay: PostUnderWay | undefined;
  #cancelTimer: (() => void) | undefined;
  #closing = false;
  #over = false;

  constructor(options: HttpTransportOptions, events: TransportEvents) {
    this.#options = options;
    this.#events = events;
    // Nothing is told before open() has returned.
    void Promise.resolve().then(() => {
      if (!this.#over) events.opened();
    });
  }

  get busy(): boolean {
    return this.#underWay !== undefined;
  }

  send(message: Uint8Array, instanceUid: InstanceUid): void {
    const exchange = this.#options.post(message, {
      "content-type": OPAMP_CONTENT_TYPE,
      "opamp-instance-uid": instanceUid,
    });
    this.#underWay = exchange;
    const timeoutMs = this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS_DEFAULT;
    this.#cancelTimer = this.#options.schedule?.after(timeoutMs, () => {
      exchange.abort();
      this.#end({ message: `no answer within ${timeoutMs} ms`, unanswered: message });
    });
    exchange.answer.then(
      (answer) => this.#answered(answer, message),
      (error: unknown) => this.#end({ message: reasonOf(error), unanswered: message }),
    );
  }

  close(): void {
    this.#closing = true;
    if (!this.#underWay) this.#end({ message: "left" });
  }

  terminate(): void {
    this.#over = true;
    this.#cancelTimer?.();
    this.#underWay?.abort();
  }

  #answered(answer: PostAnswer, message: Uint8Array): void {
    if (this.#over) return;
    this.#cancelTimer?.();
    this.#underWay = undefined;
    const { status } = answer;
    if (this.#closing) return this.#end({ message: "left", httpStatus: status });
    if (status === 200) return this.#events.received(answer.body);
    if (status === 400 || status === 413) {
      return this.#events.drained(`The server refused a message with HTTP status ${status}.`);
    }
    const pauseMs = throttledPauseMs(status, answer.retryAfter, this.#options.clock.now());
    this.#end({
      message: `the server answered with HTTP status ${status}`,
      httpStatus: status,
      unanswered: message,
      ...(pauseMs !== undefined && { retryAfterMs: pauseMs }),
    });
  }

  #end(reason: Parameters<TransportEvents["closed"]>[0]): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelTimer?.();
    this.#underWay = undefined;
    this.#events.closed(reason);
  }
}
