import type { Handshake, HandshakeStep } from "@fleethub/api";

/** Pairs of address and step that are remembered; the one not seen longest goes first. */
export const HANDSHAKES_MAX = 500;

/** Characters of what was seen that are shown. */
const DETAIL_LENGTH_MAX = 300;

/** What to do about an attempt that ended at this step. */
const REMEDIES: Readonly<Record<HandshakeStep, string>> = {
  "no-upgrade": "Use ws:// in the supervisor's endpoint, or an OpAMP client that polls with POST.",
  "wrong-path": "The path of the endpoint is /v1/opamp.",
  "wrong-method": "OpAMP over HTTP is a POST; over WebSocket it is a GET that upgrades.",
  "wrong-content-type": "OpAMP over HTTP is application/x-protobuf. Is this an OpAMP client?",
  tls: "This port speaks plain HTTP: use ws:// or http:// in the endpoint, not wss:// or https://.",
  credential: "Send the credential that this hub gave for the agent in the Authorization header.",
  "too-large": "The report is larger than the hub takes: trim the configuration or description.",
  undecodable: "What arrived is no OpAMP message. Is this an OpAMP client?",
  "refused-for-load": "The hub is busy; the agent comes back by itself.",
  draining: "The hub is stopping; the agent comes back by itself.",
};

/** Attempts of one address that ended at one step; times in milliseconds since 1970. */
interface Attempts {
  readonly remoteAddress: string;
  readonly step: HandshakeStep;
  readonly firstMs: number;
  lastMs: number;
  count: number;
  detail: string;
}

/** The last failed attempts to connect, counted per address and step. In memory. */
export class Handshakes {
  /** In order of the last attempt. */
  readonly #known = new Map<string, Attempts>();
  /** The one recorded last, which a flood adds to without another look. */
  #last: Attempts | undefined;

  /** @param recorded told of each, for counting */
  constructor(
    private readonly now: () => number,
    private readonly recorded: (step: HandshakeStep) => void = () => {},
  ) {}

  /** @param detail what was seen; never contents, never a credential */
  record(remoteAddress: string, step: HandshakeStep, detail: string): void {
    this.recorded(step);
    const attempts = this.#attemptsOf(remoteAddress, step);
    attempts.count += 1;
    attempts.lastMs = this.now();
    attempts.detail = detail;
  }

  /** Found or made, and the newest from now on. */
  #attemptsOf(remoteAddress: string, step: HandshakeStep): Attempts {
    const last = this.#last;
    if (last?.remoteAddress === remoteAddress && last.step === step) return last;
    const key = `${remoteAddress} ${step}`;
    const now = this.now();
    const attempts = this.#known.get(key) ?? {
      remoteAddress,
      step,
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
      count: attempts.count,
      firstAt: new Date(attempts.firstMs).toISOString(),
      lastAt: new Date(attempts.lastMs).toISOString(),
      detail: attempts.detail.slice(0, DETAIL_LENGTH_MAX),
      remedy: REMEDIES[attempts.step],
    }));
  }
}
