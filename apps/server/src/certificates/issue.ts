import type { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import { EC_P256, ECDSA_SHA256, makeKeys, randomSerial, readSigningKey } from "./keys.js";
import { BACKDATED_MS, type CertificateWithKey } from "./make-authority.js";
import { x509 } from "./x509.js";

/** How long a certificate of a server is good for: 90 days. */
export const SERVER_CERTIFICATE_LIFETIME_MS = 90 * 24 * 60 * 60 * 1_000;

/** What a new certificate says. */
export interface Issued {
  readonly serial: string;
  readonly commonName: string;
  readonly names: readonly { readonly type: "dns" | "ip" | "url"; readonly value: string }[];
  readonly usage: "server" | "client";
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: webcrypto.CryptoKey | x509.PublicKey;
}

/** Signs with an authority, both in PEM. Answers the certificate in PEM; it ends with the authority at the latest. */
export async function issue(authority: CertificateWithKey, issued: Issued): Promise<string> {
  const issuer = new x509.X509Certificate(authority.certPem);
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: issued.serial.length % 2 === 0 ? issued.serial : `0${issued.serial}`,
    subject: new x509.Name([{ CN: [issued.commonName] }]).toString(),
    issuer: issuer.subject,
    notBefore: new Date(issued.notBefore),
    notAfter: new Date(Math.min(issued.notAfter, issuer.notAfter.getTime())),
    signingAlgorithm: { ...EC_P256, ...ECDSA_SHA256 },
    publicKey: issued.publicKey,
    signingKey: await readSigningKey(authority.keyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([issued.usage === "server" ? serverAuth : clientAuth]),
      new x509.SubjectAlternativeNameExtension([...issued.names]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(issued.publicKey),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}

/**
 * A certificate for these names and addresses, with a new key.
 *
 * @param hostNames at least one; addresses without brackets
 * @param now milliseconds since 1970
 */
export async function issueServerCertificate(
  authority: CertificateWithKey,
  hostNames: readonly string[],
  now: number,
): Promise<CertificateWithKey> {
  const { pair, keyPem } = await makeKeys();
  const [commonName = "localhost"] = hostNames;
  const certPem = await issue(authority, {
    serial: randomSerial(),
    commonName: commonName.slice(0, COMMON_NAME_LENGTH_MAX),
    names: hostNames.map((value) => ({ type: isIP(value) !== 0 ? "ip" : "dns", value })),
    usage: "server",
    notBefore: now - BACKDATED_MS,
    notAfter: now + SERVER_CERTIFICATE_LIFETIME_MS,
    publicKey: pair.publicKey,
  });
  return { certPem, keyPem };
}

/** Of X.509; the names that count are those of the extension, which may be longer. */
const COMMON_NAME_LENGTH_MAX = 64;
