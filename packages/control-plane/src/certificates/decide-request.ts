import type { CertificateRequest, RequestedKey } from "./authority.js";

/** How long a certificate of an agent is good for: 90 days. */
export const AGENT_CERTIFICATE_LIFETIME_MS = 90 * 24 * 60 * 60 * 1_000;
/**
 * Certificates that an agent is given in {@link CERTIFICATES_UNTAKEN_MS} without coming with one of them: as many as its record
 * keeps beside a bearer and a certificate in use.
 */
export const CERTIFICATES_UNTAKEN_MAX = 2;
/** Ten minutes. */
export const CERTIFICATES_UNTAKEN_MS = 10 * 60 * 1_000;
/** How far the clock of an agent's host may be behind the hub's: an hour. */
export const CLOCK_DIFFERENCE_MS = 60 * 60 * 1_000;
/** The smallest and largest modulus of an RSA key that is certified. */
const RSA_BITS = { min: 2_048, max: 8_192 } as const;
/** Curves of EC keys that are certified, by their bits: P-256, P-384, P-521. */
const EC_BITS: readonly number[] = [256, 384, 521];

/** Who asks, as the hub knows it. */
export interface CertificateAsker {
  readonly instanceUid: string;
  readonly admission: "admitted" | "awaiting-approval" | "revoked";
  /** The agent states AcceptsOpAMPConnectionSettings: it could be given what it asks for. */
  readonly acceptsSettings: boolean;
  /** When those of its certificates were made that it has not come with. Milliseconds since 1970. */
  readonly untakenMadeAt: readonly number[];
}

/** What becomes of a certificate request. `refused`: the agent is told why; no secrets. */
export type RequestDecision =
  | { readonly kind: "issue"; readonly notBefore: number; readonly notAfter: number }
  | { readonly kind: "pending" }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Decides on a certificate request. The UID in it is compared with that of the message alone: after the hub
 * gave an agent another one, the certificate in use still names the former.
 *
 * @param request null where it could not be read
 * @param now milliseconds since 1970
 * @param authorityEndsAt when the authority that would sign ends, and with it what it signs
 */
export function decideCertificateRequest(
  request: CertificateRequest | null,
  asker: CertificateAsker,
  now: number,
  authorityEndsAt: number,
): RequestDecision {
  const reason = request === null ? UNREADABLE : whyNot(request, asker);
  if (reason !== null) return { kind: "refused", reason };
  if (asker.admission === "awaiting-approval") return { kind: "pending" };
  const untaken = asker.untakenMadeAt.filter((at) => now - at < CERTIFICATES_UNTAKEN_MS);
  if (untaken.length >= CERTIFICATES_UNTAKEN_MAX)
    return { kind: "refused", reason: ASKS_TOO_OFTEN };
  if (now >= authorityEndsAt) return { kind: "refused", reason: AUTHORITY_ENDED };
  return {
    kind: "issue",
    notBefore: now - CLOCK_DIFFERENCE_MS,
    notAfter: Math.min(now + AGENT_CERTIFICATE_LIFETIME_MS, authorityEndsAt),
  };
}

const ASKS_TOO_OFTEN = `This agent was given ${CERTIFICATES_UNTAKEN_MAX} certificates in ten minutes and came with none of them: come with the last one, or ask again later.`;
const AUTHORITY_ENDED =
  "The authority of this hub has ended: an operator makes another one before anybody gets a certificate.";
const UNREADABLE = "The certificate request cannot be read: send PKCS#10 in PEM.";

function whyNot(request: CertificateRequest, asker: CertificateAsker): string | null {
  if (asker.admission === "revoked") {
    return "This agent was revoked: it gets no certificate until somebody readmits it.";
  }
  if (!asker.acceptsSettings) {
    return "A certificate comes with connection settings: the agent must state AcceptsOpAMPConnectionSettings.";
  }
  if (!request.isSignedByItsKey) {
    return "The certificate request is not signed with its own key: make it anew.";
  }
  const stranger = request.instanceUids.find((uid) => uid !== asker.instanceUid);
  if (stranger !== undefined) {
    return `The certificate request is for instance UID ${stranger}, and the message is from ${asker.instanceUid}.`;
  }
  if (request.asksForAuthority) {
    return "The certificate request asks for an authority: agents get certificates of their own alone, without CA:TRUE.";
  }
  return whyNotThisKey(request.key);
}

function whyNotThisKey({ algorithm, bits }: RequestedKey): string | null {
  switch (algorithm) {
    case "ed25519":
      return null;
    case "ec":
      if (EC_BITS.includes(bits)) return null;
      return "The curve of the key is not taken: use P-256, P-384 or P-521.";
    case "rsa":
      if (bits >= RSA_BITS.min && bits <= RSA_BITS.max) return null;
      return `An RSA key of ${bits} bits is not taken: use ${RSA_BITS.min} to ${RSA_BITS.max}, or EC on P-256.`;
    case "other":
      return "The kind of key is not taken: use EC on P-256, RSA with 2048 bits, or Ed25519.";
  }
}
