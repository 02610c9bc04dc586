/** Signs with the hub's key of the record. */
export interface AuditSigner {
  /** Ed25519, 32 bytes in lower-case hex. */
  readonly publicKey: string;
  /** 64 bytes in lower-case hex. */
  sign(bytes: Uint8Array): string;
}

/** Ed25519, as the platform has it. */
export interface Signatures {
  /** The key that 32 bytes of seed stand for. */
  signer(seed: Uint8Array): AuditSigner;
  /** Both in lower-case hex of the right length; false also where the key is no key. */
  verify(publicKey: string, bytes: Uint8Array, signature: string): boolean;
}

/** What the hub's key derives the seed of the record's key for. */
export const SIGNATURE_PURPOSE = "audit-signature";
