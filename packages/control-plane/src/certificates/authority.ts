/** What a certificate signing request asks for, as far as anybody has to decide on it. */
export interface CertificateRequest {
  /** Whoever asks has the private key: the request is signed with it. */
  readonly isSignedByItsKey: boolean;
  readonly key: RequestedKey;
  /** Instance UIDs that its names carry, in canonical text. */
  readonly instanceUids: readonly string[];
  /** It asks to be an authority itself. */
  readonly asksForAuthority: boolean;
}

/** The public key that is to be certified; `bits` of the modulus or of the curve. */
export interface RequestedKey {
  readonly algorithm: "rsa" | "ec" | "ed25519" | "other";
  readonly bits: number;
}

/** What is certified: nothing of the request but its key. */
export interface CertificateGrant {
  /** Whom the certificate names. */
  readonly instanceUid: string;
  /** Id of the agent, which stays when it is given another instance UID. */
  readonly agentId: string;
  /** Lower-case hex, without leading zeros; unique among those of this authority. */
  readonly serial: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * Signs certificates of agents. The authority's key stays behind it, and the agent's key with the agent. Calls may
 * run at once; a rejection means that the key could not be used.
 */
export interface CertificateAuthority {
  /** The authority in PEM: agents verify the hub by it, the hub verifies agents by it. */
  authorityPem(): string;
  /** When it ends, and with it everything that it signed. Milliseconds since 1970. */
  endsAt(): number;
  /** Null where the bytes are no PKCS#10 request in PEM. */
  read(request: Uint8Array): Promise<CertificateRequest | null>;
  /** The certificate in PEM. The request must be one that `read` could read. */
  issue(request: Uint8Array, grant: CertificateGrant): Promise<string>;
}
