import { z } from "zod";

/** Why TLS or its absence ended an attempt to connect. */
export const TLS_CAUSES = [
  "tls-on-plain-port",
  "plain-on-tls-port",
  "plain-text-elsewhere",
  "authority-not-trusted",
  "wrong-host-name",
  "server-certificate-expired",
  "client-certificate-missing",
  "client-certificate-not-trusted",
  "client-certificate-expired",
  "protocol-version",
  "left-after-handshake",
  "tls-broken",
] as const;

/** Why a credential did not let an agent in. */
export const CREDENTIAL_CAUSES = [
  "no-credential",
  "malformed",
  "unknown-token",
  "expired",
  "used-up",
  "revoked-token",
  "replaced",
  "revoked-agent",
  "revoked-credential",
  "other-agent",
] as const;

/** The cause of a failed attempt where the hub can tell it; the connect page explains each. */
export const HandshakeCause = z
  .enum([...TLS_CAUSES, ...CREDENTIAL_CAUSES])
  .meta({ id: "HandshakeCause" });
export type HandshakeCause = z.output<typeof HandshakeCause>;
