import { createPrivateKey, webcrypto } from "node:crypto";

/** What keys of authorities and servers are made for, and signed with: ECDSA on P-256 with SHA-256. */
export const EC_P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
export const ECDSA_SHA256 = { name: "ECDSA", hash: "SHA-256" } as const;

/** Both halves of a key, the private one also as it is kept: PKCS#8 in PEM. */
export interface MadeKeys {
  readonly pair: webcrypto.CryptoKeyPair;
  readonly keyPem: string;
}

export async function makeKeys(): Promise<MadeKeys> {
  const pair = await webcrypto.subtle.generateKey(EC_P256, true, ["sign", "verify"]);
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", pair.privateKey));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { pair, keyPem: key.export({ format: "pem", type: "pkcs8" }).toString() };
}

/**
 * A private key that signs, from its PEM.
 *
 * @throws where it is no EC key on P-256
 */
export function readSigningKey(keyPem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(keyPem).export({ format: "der", type: "pkcs8" });
  return webcrypto.subtle.importKey("pkcs8", der, EC_P256, false, ["sign"]);
}

/** A serial number that nobody can guess: 127 bits in hex, positive. */
export function randomSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}
