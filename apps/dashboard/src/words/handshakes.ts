import type { HandshakeStep } from "@fleethub/api";

/** What failed, in words, by the step at which a host was stopped. */
export const STOPPED_AT: Readonly<Record<HandshakeStep, string>> = {
  "no-upgrade": "It asks without a WebSocket upgrade",
  "wrong-path": "It asks for another path",
  "wrong-method": "It asks with another method",
  "wrong-content-type": "What it sends is not marked as protobuf",
  tls: "The TLS handshake failed",
  credential: "Its credential was refused",
  "too-large": "Its report is too large",
  undecodable: "Its report cannot be read",
  "refused-for-load": "The hub was too busy to take it",
  draining: "The hub was stopping",
};
