import type { Handshake, HandshakeCause, HandshakeStep } from "@fleethub/api";
import { remedyOf } from "./handshake-remedies.js";

/** Ways of failing, by address, step and cause, that are remembered; the one not seen longest goes first. */
export const HANDSHAKES_MAX = 500;

/** Characters of what was seen that are shown. */
const DETAIL_LENGTH_MAX = 300;

/** Attempts of one address that ended at one step for one cause; times in milliseconds since 1970. */
interface Attempts {
  readonly remoteAddress: string;
  readonly step: HandshakeStep;
  readonly cause: HandshakeCause | null;
  readonly firstMs: number;
  lastMs: number;
  count: number;
  detail: string;
}

/** The last failed attempts to connect, counted per address, step and cause. In memory. */
export class Handshakes {
  /** In order of the last attempt. */
  readonly #known = new Map<string, Attempts>();
  /** The one recorded last, which a flood adds to without another look. */
  #last: Attempts | undefined;

  /** @param recorded told of each, for counting */
  constructor(
    private readonly now: () => number,
    private readonly recorded: (
      step: HandshakeStep,
      remoteAddress: string,
      cause: HandshakeCause | null,
    ) => void = () => {},
  ) {}

  /** @param detail what was seen; never contents, never a credential */
  record(
    remoteAddress: string,
    step: HandshakeStep,
    detail: string,
    cause: HandshakeCause | null = null,
  ): void {
    this.recorded(step, remoteAddress, cause);
    const attempts = this.#attemptsOf(remoteAddress, step, cause);
    attempts.count += 1;
    attempts.lastMs = this.now();
    attempts.detail = detail;
  }

  /** Found or made, and the newest from now on. */
  #attemptsOf(remoteAddress: string, step: HandshakeStep, cause: HandshakeCause | null): Attempts {
    const last = this.#last;
    if (last?.remoteAddress === remoteAddress && last.step === step && last.cause === cause)
      return last;
    const key = `${remoteAddress} ${step} ${cause ?? ""}`;
    const now = this.now();
    const attempts = this.#known.get(key) ?? {
      remoteAddress,
      step,
      cause,
      firstMs: now,
      lastMs: now,
      count: 0,
      detail: "",
    };
    this.#last = attempts;
    this.#known.delete(key);
    this.#known.set(key, attempts);
    if (this.#known.size > HANDSHAKES_MAX) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    return attempts;
  }

  /** Newest first. */
  list(): readonly Handshake[] {
    return [...this.#known.values()].toReversed().map((attempts) => ({
      remoteAddress: attempts.remoteAddress,
      step: attempts.step,
      cause: attempts.cause,
      count: attempts.count,
      firstAt: new Date(attempts.firstMs).toISOString(),
      lastAt: new Date(attempts.lastMs).toISOString(),
      detail: attempts.detail.slice(0, DETAIL_LENGTH_MAX),
      remedy: remedyOf(attempts.step, attempts.cause),
    }));
  }
}
