import { getCiphers, type SecureVersion } from "node:tls";

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
  "1.0": "TLSv1",
  "1.1": "TLSv1.1",
  "1.2": "TLSv1.2",
  "1.3": "TLSv1.3",
};

/** The version that `1.2`, `TLSv1.2` or `TLS 1.2` names; undefined for anything else. */
export function tlsVersion(text: string): SecureVersion | undefined {
  return VERSIONS[text.replace(/^tls\s*v?/i, "")];
}

/**
 * The name that OpenSSL has for a cipher suite, which offers call by its registered name (IANA, as Go does).
 * Undefined for one that this Node does not have.
 */
export function cipherName(suite: string): string | undefined {
  const ciphers = getCiphers();
  const known = (name: string) => (ciphers.includes(name.toLowerCase()) ? name : undefined);
  return known(suite) ?? known(openSslName(suite));
}

/** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is `ECDHE-RSA-AES128-GCM-SHA256` there. */
function openSslName(suite: string): string {
  const name = suite
    .replace(/^TLS_RSA_WITH_/, "")
    .replace(/^TLS_/, "")
    .replace("_WITH_", "_")
    .replace(/(AES|ARIA|CAMELLIA)_(\d+)/, "$1$2")
    .replace("_CBC_", "_")
    .replaceAll("_", "-");
  return name.replace(/(CHACHA20-POLY1305)-SHA256$/, "$1");
}
