import type { CertificateWithKey } from "../certificates/make-authority.js";
import { makeAuthority } from "../certificates/make-authority.js";
import { issue, issueServerCertificate } from "../certificates/issue.js";
import { makeKeys, randomSerial } from "../certificates/keys.js";
import { type OpenCertificates, openCertificates } from "../certificates/open-certificates.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT } from "../settings/index.js";

const DAY_MS = 86_400_000;

/** A certificate of a client with its key. `notAfter` defaults to tomorrow. */
export async function issueClientCertificate(
  authority: CertificateWithKey,
  commonName: string,
  notAfter: number = Date.now() + DAY_MS,
): Promise<CertificateWithKey> {
  const { pair, keyPem } = await makeKeys();
  const certPem = await issue(authority, {
    serial: randomSerial(),
    commonName,
    names: [{ type: "url", value: `urn:uuid:${commonName}` }],
    usage: "client",
    notBefore: notAfter - 2 * DAY_MS,
    notAfter,
    publicKey: pair.publicKey,
  });
  return { certPem, keyPem };
}

/** An authority and a server's certificate of it. */
export async function certifiedServer(
  hostNames: readonly string[] = ["localhost", "127.0.0.1"],
  now: number = Date.now(),
): Promise<{ readonly authority: CertificateWithKey; readonly server: CertificateWithKey }> {
  const authority = await makeAuthority(now);
  return { authority, server: await issueServerCertificate(authority, hostNames, now) };
}

/** What a hub has that was given nothing: neither certificates nor an authority. */
export function noCertificates(): Promise<OpenCertificates> {
  const settings = { ...SETTINGS_DEFAULT, dataDir: "/nowhere/at/all" };
  return openCertificates(settings, Date.now, createLogger("silent"));
}
