import { StoreUnavailable } from "@fleethub/control-plane";
import { awayness } from "./away.js";

export interface AvailabilityOptions {
  /** Does the database answer? Rejects where it does not. */
  probe(): Promise<unknown>;
  /** Called each time the database is found away: connections that hang are to be given up. */
  left(): void;
  /** Called each time the database is found again. */
  returned(): void;
  readonly probeIntervalMs: number;
  /** Until a call is given up, whatever the reason. */
  readonly callTimeoutMs: number;
}

/**
 * Stands before every call. Once the database is away, calls reject at once with `StoreUnavailable`, and a
 * probe looks for its return. No call hangs: each has a time limit.
 */
export class Availability {
  readonly #options: AvailabilityOptions;
  #state: "here" | "away" | "closed" = "here";
  #cause: unknown;
  #probing: NodeJS.Timeout | undefined;

  constructor(options: AvailabilityOptions) {
    this.#options = options;
  }

  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#state === "closed") throw new StoreUnavailable("The storage was closed.");
    if (this.#state === "away") throw unavailable(this.#cause);
    try {
      return await this.#limited(work);
    } catch (error) {
      // The server ends statements that take long: no answer at all means that the line is dead.
      if (error instanceof StoreUnavailable) {
        this.#away(error);
        throw error;
      }
      const kind = awayness(error);
      if (kind === "no") throw error;
      if (kind === "away") this.#away(error);
      throw unavailable(error);
    }
  }

  #away(cause: unknown): void {
    if (this.#state !== "here") return;
    this.#state = "away";
    this.#cause = cause;
    this.#options.left();
    this.#schedule();
  }

  close(): void {
    this.#state = "closed";
    clearTimeout(this.#probing);
  }

  #schedule(): void {
    this.#probing = setTimeout(() => void this.#look(), this.#options.probeIntervalMs);
  }

  async #look(): Promise<void> {
    try {
      await this.#limited(() => this.#options.probe());
    } catch {
      if (this.#state === "away") this.#schedule();
      return;
    }
    if (this.#state !== "away") return;
    this.#state = "here";
    this.#options.returned();
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    const { callTimeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new StoreUnavailable(`The database gave no answer within ${callTimeoutMs} ms.`));
      }, callTimeoutMs);
    });
    const running = work();
    // When the limit wins, the late failure has nobody left to hear it.
    running.catch(() => {});
    try {
      return await Promise.race([running, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(cause: unknown): StoreUnavailable {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnavailable(`The database cannot be reached: ${reason}`, { cause });
}
