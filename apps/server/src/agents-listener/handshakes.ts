import type { Handshake, HandshakeStep } from "@fleethub/api";

/** Pairs of address and step that are remembered; the one not seen longest goes first. */
export const HANDSHAKES_MAX = 500;

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

/** The last failed attempts to connect, counted per address and step. In memory. */
export class Handshakes {
  /** In order of the last attempt. */
  readonly #known = new Map<string, Handshake>();

  /** @param recorded told of each, for counting */
  constructor(
    private readonly now: () => number,
    private readonly recorded: (step: HandshakeStep) => void = () => {},
  ) {}

  /** @param detail what was seen; never contents, never a credential */
  record(remoteAddress: string, step: HandshakeStep, detail: string): void {
    this.recorded(step);
    const key = `${remoteAddress} ${step}`;
    const at = new Date(this.now()).toISOString();
    const known = this.#known.get(key);
    this.#known.delete(key);
    this.#known.set(key, {
      remoteAddress,
      step,
      count: (known?.count ?? 0) + 1,
      firstAt: known?.firstAt ?? at,
      lastAt: at,
      detail: detail.slice(0, 300),
      remedy: REMEDIES[step],
    });
    if (this.#known.size <= HANDSHAKES_MAX) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }

  /** Newest first. */
  list(): readonly Handshake[] {
    return [...this.#known.values()].toReversed();
  }
}
