import type { TlsSettings } from "../settings/tls-settings.js";
import type { CertificateDesk } from "./certificate-desk.js";

const PLAIN = { source: "off", certificate: null, loadedAt: null, problem: null } as const;

/** The desk of a hub that has neither certificates nor an authority: both listeners speak plain text. */
export function withoutCertificates(
  settings: Pick<TlsSettings, "agentsPlainText">,
): CertificateDesk {
  const plainText = settings.agentsPlainText === "allow" ? "everywhere" : "this-machine";
  return {
    describe: () => ({
      agents: { ...PLAIN, plainText, clientCertificates: "off", clientAuthorities: [] },
      console: PLAIN,
      authority: null,
      issues: false,
    }),
    authorityPem: () => null,
    forHub: () => ({
      agentsTls: "off",
      agentsPlainText: plainText,
      hostNames: [],
      caFingerprint: null,
      caFileSha256: null,
    }),
  };
}
