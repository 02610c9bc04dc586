import { EC_P256, ECDSA_SHA256, makeKeys, randomSerial } from "./keys.js";
import { x509 } from "./x509.js";

/** How long an authority is good for: ten years. */
const AUTHORITY_LIFETIME_MS = 10 * 365 * 24 * 60 * 60 * 1_000;
/** Certificates count from an hour ago, for hosts whose clocks are behind. */
export const BACKDATED_MS = 60 * 60 * 1_000;

/** A certificate with its private key, both in PEM. */
export interface CertificateWithKey {
  readonly certPem: string;
  readonly keyPem: string;
}

/**
 * Makes a private authority. It signs certificates of servers and agents alone, and no further authority.
 *
 * @param now milliseconds since 1970
 */
export async function makeAuthority(now: number): Promise<CertificateWithKey> {
  const { pair, keyPem } = await makeKeys();
  const serialNumber = randomSerial();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    // Two hubs' authorities are told apart by their names too.
    name: `CN=Fleet Hub authority ${serialNumber.slice(0, 8)}, O=Fleet Hub`,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + AUTHORITY_LIFETIME_MS),
    signingAlgorithm: { ...EC_P256, ...ECDSA_SHA256 },
    keys: pair,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(pair.publicKey),
    ],
  });
  return { certPem: `${certificate.toString("pem")}\n`, keyPem };
}
