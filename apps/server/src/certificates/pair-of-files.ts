import { createPrivateKey, type X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { type CertificateFacts, factsOf, readCertificates } from "./certificate-facts.js";

/** A certificate with its chain and key, of use for TLS. */
export interface LoadedPair {
  readonly certPem: string;
  readonly keyPem: string;
  readonly facts: CertificateFacts;
}

/** What files came to, or why they are of no use, in one line with what to do. */
export type Loaded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

const bad = (why: string) => ({ ok: false, why }) as const;

/** Reads a certificate and its key, and sees to it that they belong together. */
export function loadPair(certFile: string, keyFile: string): Loaded<LoadedPair> {
  const cert = readText(certFile);
  const key = readText(keyFile);
  if (!cert.ok) return cert;
  if (!key.ok) return key;
  const chain = certificatesIn(certFile, cert.value);
  if (!chain.ok) return chain;
  const [own] = chain.value;
  if (own === undefined) return bad(`${certFile} holds no certificate: it must be PEM`);
  try {
    if (!own.checkPrivateKey(createPrivateKey(key.value))) {
      return bad(`${keyFile} is not the key of ${certFile}: write both, the key first`);
    }
    createSecureContext({ cert: cert.value, key: key.value });
  } catch {
    return bad(`${keyFile} holds no private key without a passphrase in PEM`);
  }
  return { ok: true, value: { certPem: cert.value, keyPem: key.value, facts: factsOf(own) } };
}

/** Authorities in PEM. */
export interface LoadedAuthorities {
  readonly pem: string;
  readonly facts: readonly CertificateFacts[];
}

/** Reads a file of authorities; one at least. */
export function loadAuthorities(file: string): Loaded<LoadedAuthorities> {
  const text = readText(file);
  if (!text.ok) return text;
  const read = certificatesIn(file, text.value);
  if (!read.ok) return read;
  if (read.value.length === 0) return bad(`${file} holds no certificate: it must be PEM`);
  const stray = read.value.find((one) => !one.ca);
  if (stray !== undefined) return bad(`${file} holds a certificate that is no authority`);
  return { ok: true, value: { pem: text.value, facts: read.value.map(factsOf) } };
}

function readText(file: string): Loaded<string> {
  try {
    return { ok: true, value: readFileSync(file, "utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return bad(`${file} cannot be read (${code}): look at its name and who may read it`);
  }
}

function certificatesIn(file: string, pem: string): Loaded<readonly X509Certificate[]> {
  try {
    return { ok: true, value: readCertificates(pem) };
  } catch {
    return bad(`${file} holds a certificate that cannot be read: it must be PEM`);
  }
}
