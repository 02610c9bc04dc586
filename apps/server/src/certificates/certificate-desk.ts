import type { Certificates, Hub } from "@fleethub/api";

/** What the rest of the hub asks about certificates. */
export interface CertificateDesk {
  /** As of now. */
  describe(): Certificates;
  /** The hub's own authority in PEM; null where it has none. */
  authorityPem(): string | null;
  /** What a page needs to tell a person how to connect an agent. */
  forHub(): Pick<
    Hub,
    "agentsTls" | "agentsPlainText" | "hostNames" | "caFingerprint" | "caFileSha256"
  >;
}
