import type { InstanceUid } from "../instance-uid.js";
import type { Schedule } from "../platform.js";
import type { AgentTransport } from "./transport.js";
import { Way } from "./way.js";

/** Longest wait for the server's answer on a transport that is tried. */
export const TRIAL_TIMEOUT_MS_DEFAULT = 30_000;

/** How a trial of a transport ended. */
export type TrialOutcome =
  | { readonly ok: true }
  /** For the operator; may name the address, never a credential. */
  | { readonly ok: false; readonly reason: string };

/** What a trial needs from the agent. */
export interface TrialHost {
  readonly schedule: Schedule;
  readonly instanceUid: InstanceUid;
  /** The full report that asks for an answer. From here on the way in use must be silent. */
  firstMessage(): Uint8Array;
  /** Undefined: not an answer to this agent, wait on. */
  judge(answer: Uint8Array): TrialOutcome | undefined;
  /** The new way has proved itself with this answer. */
  proved(way: Way, answer: Uint8Array): void;
  /** It has not; `spoke` tells whether the first message went out. */
  failed(reason: string, spoke: boolean): void;
}

/**
 * Opens a transport beside the one in use, sends a full report and waits for the server to answer there.
 * Ends exactly once: proved, failed, or abandoned (which is a failure too).
 */
export class Trial {
  readonly #host: TrialHost;
  readonly #way: Way;
  readonly #cancelTimer: () => void;
  #spoke = false;
  #over = false;

  constructor(transport: AgentTransport, timeoutMs: number, host: TrialHost) {
    this.#host = host;
    this.#way = new Way(transport, {
      opened: () => this.#opened(),
      received: (answer) => this.#received(answer),
      drained: (refusal) => {
        if (refusal !== undefined) this.abandon(refusal);
      },
      closed: ({ message }) => this.abandon(message),
    });
    // Last: a transport that throws when it is opened leaves nothing behind.
    this.#cancelTimer = host.schedule.after(timeoutMs, () =>
      this.abandon(`the server did not answer there within ${timeoutMs} ms`),
    );
  }

  abandon(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelTimer();
    this.#way.cut();
    this.#host.failed(reason, this.#spoke);
  }

  #opened(): void {
    this.#spoke = true;
    this.#way.connection.send(this.#host.firstMessage(), this.#host.instanceUid);
  }

  #received(answer: Uint8Array): void {
    const verdict = this.#host.judge(answer);
    if (this.#over || verdict === undefined) return;
    if (!verdict.ok) return this.abandon(verdict.reason);
    this.#over = true;
    this.#cancelTimer();
    this.#host.proved(this.#way, answer);
  }
}
