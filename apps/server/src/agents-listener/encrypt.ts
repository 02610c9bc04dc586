import type { Server } from "node:http";
import type { TLSSocket } from "node:tls";
import type { HandshakeCause } from "@fleethub/api";
import { explainTlsFailure } from "../certificates/explain-tls-failure.js";
import type { OpenCertificates } from "../certificates/open-certificates.js";
import type { LoadedPair } from "../certificates/pair-of-files.js";
import { endWithText, putTlsBefore, type TlsDoor } from "../certificates/tls-door.js";
import type { Handshakes } from "./handshakes.js";

/** What encrypting the agents' door takes. */
export interface EncryptOptions {
  readonly certificates: OpenCertificates;
  readonly handshakes: Handshakes;
  /** How long the first bytes and the TLS handshake may take. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Puts TLS before the agents' door; null: it has no certificate. What goes wrong is recorded with its cause. */
export function encryptAgentsDoor(server: Server, options: EncryptOptions): TlsDoor | null {
  const { certificates, handshakes, timeoutMs } = options;
  const { agents, clientCertificates, plainText } = certificates;
  if (agents === null) return null;
  const ca = [...certificates.clientAuthoritiesPem];
  const secureOf = ({ certPem, keyPem }: LoadedPair) => ({ cert: certPem, key: keyPem, ca });
  const door = putTlsBefore(server, {
    secure: secureOf(agents.pair),
    asksForCertificates: clientCertificates !== "off",
    timeoutMs,
    // Elsewhere the answer to a plain request says more than one to a connection could.
    takesPlain: () => plainText !== "nowhere",
    onPlainRefused(socket) {
      const detail = "plain text arrived where everybody must show a certificate";
      handshakes.record(socket.remoteAddress ?? "", "tls", detail, "plain-on-tls-port");
      endWithText(socket, "403 Forbidden", "This port speaks TLS: use wss:// or https://.\n");
    },
    onSecure(socket) {
      if (clientCertificates === "off") return true;
      const refused = refuseCertificate(socket);
      if (refused === null) return true;
      const isMissing = refused.cause === "client-certificate-missing";
      if (isMissing && clientCertificates === "optional") return true;
      handshakes.record(socket.remoteAddress ?? "", "tls", refused.detail, refused.cause);
      if (clientCertificates === "optional") return true;
      endWithText(socket, "401 Unauthorized", `${refused.message}\n`);
      return false;
    },
    onFailed(remoteAddress, failure) {
      const { cause, detail } = explainTlsFailure(failure, agents.pair.facts, options.now());
      handshakes.record(remoteAddress, "tls", detail, cause);
    },
  });
  agents.onReload((pair) => door.reload(secureOf(pair)));
  return door;
}

interface CertificateRefusal {
  readonly cause: HandshakeCause;
  readonly detail: string;
  readonly message: string;
}

/** Why the certificate that a client showed, or did not, is none of those that are taken; null: it is one. */
function refuseCertificate(socket: TLSSocket): CertificateRefusal | null {
  if (socket.authorized) return null;
  const shown = socket.getPeerCertificate();
  if (shown.raw === undefined) {
    return {
      cause: "client-certificate-missing",
      detail: "the client showed no certificate",
      message: "This hub takes nobody without a client certificate of an authority that it knows.",
    };
  }
  const name = String(shown.subject?.CN ?? "without a name").slice(0, 100);
  if (String(socket.authorizationError) === "CERT_HAS_EXPIRED") {
    return {
      cause: "client-certificate-expired",
      detail: `the client's certificate ${name} was good until ${shown.valid_to}`,
      message: "The client certificate has expired: enrol the agent again.",
    };
  }
  return {
    cause: "client-certificate-not-trusted",
    detail: `the client's certificate ${name} is not taken (${String(socket.authorizationError)})`,
    message: "The client certificate is of no authority that this hub knows.",
  };
}
