import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  ProxyConnectionSettingsSchema,
  TLSCertificateSchema,
  TLSConnectionSettingsSchema,
} from "../messages.js";
import type { Canonical } from "./canonical-bytes.js";
import { checkUrl } from "./check-url.js";
import { type OfferedHeaders, canonicalHeaders, checkHeaders, headersFields } from "./headers.js";
import type { OfferCheck } from "./offered.js";

/** How the client checks whom it talks to. Defaults are the specification's: nothing set. */
export interface TlsSettings {
  /** PEM of the authorities to trust. */
  readonly caPem?: string;
  /** Trust the system's authorities too. */
  readonly includeSystemCas?: boolean;
  /** Verify nothing. Only ever by an explicit decision. */
  readonly insecureSkipVerify?: boolean;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** Names of cipher suites in the order of preference. */
  readonly cipherSuites?: readonly string[];
}

/** The specification writes versions both ways. */
export type TlsVersion = `${"" | "TLSv"}1.${0 | 1 | 2 | 3}`;

/** A client certificate in PEM. The private key is a secret: do not log, and leave it out where the agent made it. */
export interface CertificateSettings {
  readonly certPem: Uint8Array;
  /** Absent in the answer to a certificate request: the agent has the key. */
  readonly privateKeyPem?: Uint8Array;
  /** The authority that signed it. Supervisors verify the server by it too. */
  readonly caPem?: Uint8Array;
}

/** The way through a proxy. */
export interface ProxySettings {
  /** http, https or socks5. */
  readonly url: string;
  readonly connectHeaders?: OfferedHeaders;
}

/** What every connection may have beside its destination. */
export interface ConnectionSecurity {
  /** Default none. An offer replaces them all. */
  readonly headers?: OfferedHeaders;
  /** Absent: no client certificate, also where the agent uses one now (S-11). */
  readonly certificate?: CertificateSettings;
  readonly tls?: TlsSettings;
  readonly proxy?: ProxySettings;
}

const VERSION = /^(TLSv)?1\.[0-3]$/;

export function checkSecurity(settings: ConnectionSecurity, at: string, check: OfferCheck): void {
  const { headers, certificate, tls, proxy } = settings;
  if (headers !== undefined) checkHeaders(headers, `${at}.headers`, check);
  if (certificate !== undefined && certificate.certPem.length === 0) {
    if (certificate.privateKeyPem !== undefined || certificate.caPem === undefined) {
      check.refuse(`${at}.certificate.certPem`, "A client certificate is empty; leave it out.");
    }
  }
  for (const name of ["minVersion", "maxVersion"] as const) {
    const version = tls?.[name];
    if (version !== undefined && !VERSION.test(version)) {
      check.refuse(`${at}.tls.${name}`, "TLS versions are 1.0, 1.1, 1.2 and 1.3.");
    }
  }
  if (proxy !== undefined) {
    checkUrl(proxy.url, ["http:", "https:", "socks5:"], `${at}.proxy.url`, check);
    if (proxy.connectHeaders !== undefined) {
      checkHeaders(proxy.connectHeaders, `${at}.proxy.connectHeaders`, check);
    }
  }
}

/** Headers, certificate, TLS and proxy as the messages have them; what is left out stays out. */
export function securityFields({ headers, certificate, tls, proxy }: ConnectionSecurity) {
  return {
    ...(headers && { headers: headersFields(headers) }),
    ...(certificate && { certificate: certificateFields(certificate) }),
    ...(tls && { tls: tlsFields(tls) }),
    ...(proxy && { proxy: proxyFields(proxy) }),
  };
}

export function canonicalSecurity({ headers, certificate, tls, proxy }: ConnectionSecurity) {
  return {
    headers: canonicalHeaders(headers ?? {}),
    certificate: certificate && { ...certificate },
    tls: tls && { ...tls },
    proxy: proxy && {
      url: proxy.url,
      connectHeaders: canonicalHeaders(proxy.connectHeaders ?? {}),
    },
  } satisfies Canonical;
}

function certificateFields({
  certPem,
  privateKeyPem = new Uint8Array(),
  caPem = new Uint8Array(),
}: CertificateSettings): MessageInitShape<typeof TLSCertificateSchema> {
  return { cert: certPem, privateKey: privateKeyPem, caCert: caPem };
}

function tlsFields(tls: TlsSettings): MessageInitShape<typeof TLSConnectionSettingsSchema> {
  return {
    caPemContents: tls.caPem ?? "",
    includeSystemCaCertsPool: tls.includeSystemCas ?? false,
    insecureSkipVerify: tls.insecureSkipVerify ?? false,
    minVersion: tls.minVersion ?? "",
    maxVersion: tls.maxVersion ?? "",
    cipherSuites: [...(tls.cipherSuites ?? [])],
  };
}

function proxyFields(proxy: ProxySettings): MessageInitShape<typeof ProxyConnectionSettingsSchema> {
  const { url, connectHeaders } = proxy;
  return { url, ...(connectHeaders && { connectHeaders: headersFields(connectHeaders) }) };
}
