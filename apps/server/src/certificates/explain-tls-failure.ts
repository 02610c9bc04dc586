import { isIP } from "node:net";
import type { HandshakeCause } from "@fleethub/api";
import type { CertificateFacts } from "./certificate-facts.js";
import { covers } from "./host-names.js";

/** How a TLS handshake went wrong, as far as the server's side sees it. */
export interface TlsFailure {
  /** Of OpenSSL or of the socket, such as `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`; null: the client left without a word. */
  readonly code: string | null;
  /** The host that the client asked for; null where it named none. */
  readonly serverName: string | null;
  /** The address of this machine that it connected to. */
  readonly localAddress: string;
  /** Before or after both sides had finished the handshake. */
  readonly stage: "handshake" | "secure";
}

/** Why, and what was seen. */
export interface Explained {
  readonly cause: HandshakeCause;
  readonly detail: string;
}

/** The client's own word for why it left, without the library's dressing. */
const ALERT = /^ERR_SSL_(?:TLSV1|TLSV13|SSLV3|TLS)_ALERT_(.+)$/;

/** What clients say who did not take the certificate. Go says BAD_CERTIFICATE whatever the reason. */
const DISTRUST: readonly string[] = ["UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN"];

/** What comes of versions and ciphers that only one side has. */
const VERSIONS =
  /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_SHARED_CIPHER|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|VERSION_TOO_LOW|NO_SHARED_GROUP|NO_SUITABLE/;

/**
 * Tells why a client did not stay. A client that left says little: what is certain here, such as a certificate past its
 * time or a name that it does not have, is taken for the reason first.
 *
 * @param certificate that the client was shown
 * @param now milliseconds since 1970
 */
export function explainTlsFailure(
  failure: TlsFailure,
  certificate: Pick<CertificateFacts, "hostNames" | "notBefore" | "notAfter">,
  now: number,
): Explained {
  const { code } = failure;
  const alert = ALERT.exec(code ?? "")?.[1] ?? null;
  if (code !== null && VERSIONS.test(code)) {
    return { cause: "protocol-version", detail: `no TLS version or cipher in common (${code})` };
  }
  const said =
    alert === null ? "" : `; the client said ${alert.toLowerCase().replaceAll("_", " ")}`;
  const hasLeft =
    code === null || code === "ECONNRESET" || code === "ERR_SSL_UNEXPECTED_EOF_WHILE_READING";
  if (!hasLeft && alert === null) return { cause: "tls-broken", detail: `TLS failed with ${code}` };
  if (
    now >= certificate.notAfter ||
    now < certificate.notBefore ||
    alert === "CERTIFICATE_EXPIRED"
  ) {
    const until = new Date(certificate.notAfter).toISOString();
    const detail = `the hub's certificate is good until ${until}${said}`;
    return { cause: "server-certificate-expired", detail };
  }
  const untrusted = "the client does not trust the authority of the hub's certificate";
  if (alert === "UNKNOWN_CA")
    return { cause: "authority-not-trusted", detail: `${untrusted}${said}` };
  if (!hasLeft && alert !== null && !DISTRUST.includes(alert)) {
    return { cause: "tls-broken", detail: `the client ended TLS${said}` };
  }
  const asked = failure.serverName ?? bare(failure.localAddress);
  if (!covers(certificate.hostNames, asked)) {
    const names = certificate.hostNames.join(", ");
    const detail = `the client came to ${asked}, and the hub's certificate is for ${names}${said}`;
    return { cause: "wrong-host-name", detail };
  }
  if (alert !== null) return { cause: "authority-not-trusted", detail: `${untrusted}${said}` };
  if (failure.stage === "handshake") {
    const detail = "the client left once it had seen the hub's certificate";
    return { cause: "authority-not-trusted", detail };
  }
  return { cause: "left-after-handshake", detail: "the client left before it asked for anything" };
}

/** IPv4 in an IPv6 socket is IPv4. */
function bare(address: string): string {
  const v4 = address.replace(/^::ffff:/i, "");
  return isIP(v4) === 4 ? v4 : address;
}
