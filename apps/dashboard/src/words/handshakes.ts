import type { HandshakeCause, HandshakeStep } from "@fleethub/api";

/** The eight steps from the first packet to a configuration that runs, in their order. */
export const CONNECT_STEPS = [
  "Reaches the port",
  "TLS handshake",
  "Asks for /v1/opamp",
  "Credential",
  "First report",
  "Collector is healthy",
  "Own credential",
  "Configuration applied",
] as const;

/** Which of {@link CONNECT_STEPS} a host was stopped at, from 0. */
export const STEP_OF: Readonly<Record<HandshakeStep, number>> = {
  "refused-for-load": 0,
  draining: 0,
  tls: 1,
  "plain-text": 1,
  "no-upgrade": 2,
  "wrong-path": 2,
  "wrong-method": 2,
  "wrong-content-type": 2,
  credential: 3,
  "too-large": 4,
  undecodable: 4,
};

/** What failed, in words, by the step at which a host was stopped. */
const STOPPED_AT: Readonly<Record<HandshakeStep, string>> = {
  "no-upgrade": "It asks without a WebSocket upgrade",
  "wrong-path": "It asks for another path",
  "wrong-method": "It asks with another method",
  "wrong-content-type": "What it sends is not marked as protobuf",
  tls: "The TLS handshake failed",
  "plain-text": "It came without TLS",
  credential: "Its credential was refused",
  "too-large": "Its report is too large",
  undecodable: "Its report cannot be read",
  "refused-for-load": "The hub was too busy to take it",
  draining: "The hub was stopping",
};

const CAUSES: Readonly<Record<HandshakeCause, string>> = {
  "tls-on-plain-port": "It speaks TLS, and this port does not",
  "plain-on-tls-port": "It speaks plain text to a port with TLS",
  "plain-text-elsewhere": "It came without TLS from another host",
  "authority-not-trusted": "It does not trust the hub’s certificate",
  "wrong-host-name": "It came by a name that the certificate does not have",
  "server-certificate-expired": "The hub’s certificate has expired",
  "client-certificate-missing": "It showed no client certificate",
  "client-certificate-not-trusted": "Its client certificate is of an unknown authority",
  "client-certificate-expired": "Its client certificate has expired",
  "protocol-version": "No TLS version or cipher in common",
  "left-after-handshake": "It left after the TLS handshake",
  "tls-broken": "The TLS handshake broke off",
  "no-credential": "It showed no credential",
  malformed: "Its Authorization header cannot be read",
  "unknown-token": "Token refused: this hub does not know it",
  expired: "Token refused: it has expired",
  "used-up": "Token refused: it has admitted all it may",
  "revoked-token": "Token refused: it was revoked",
  "revoked-agent": "The agent was revoked",
  "revoked-credential": "Credential refused: it was revoked",
  replaced: "Credential refused: it was replaced by a newer one",
  "other-agent": "Credential refused: it is another agent’s",
};

/** What failed, as exactly as the hub knows. */
export function stoppedBy(knock: {
  readonly step: HandshakeStep;
  readonly cause: HandshakeCause | null;
}): string {
  return knock.cause === null ? STOPPED_AT[knock.step] : CAUSES[knock.cause];
}
