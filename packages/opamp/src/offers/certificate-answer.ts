import type { AgentReport } from "../agent-report.js";
import type { KeyedDigest } from "../config-hash.js";
import { type Result, accepted, refused } from "../problem.js";
import type { ServerToAgentReply } from "../server/handler.js";
import { badRequest } from "../server/replies.js";
import { type ConnectionSettings, connectionSettingsOffer } from "./connection-settings.js";
import type { Offered } from "./offered.js";
import type { OpampSettings } from "./opamp-settings.js";

/** What became of a certificate request. Who signs, and after which checks, is the embedder's. */
export type CertificateDecision =
  | {
      readonly kind: "issued";
      readonly certPem: Uint8Array;
      /** The authority that signed it. */
      readonly caPem?: Uint8Array;
    }
  /** The agent is told why: no secrets. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Somebody has to approve: acknowledged now, offered later. */
  | { readonly kind: "pending" };

/** The longest signing request that is handed on. */
export const CSR_SIZE_BYTES_MAX = 65_536;

/**
 * The PEM of the certificate signing request in a report, a view of its bytes. Undefined where there is none, also where
 * `connection_settings_request` came without `opamp`: acknowledge such a report as any other.
 */
export function readCertificateRequest(report: AgentReport): Result<Uint8Array | undefined> {
  const part = report.decode("connectionSettingsRequest");
  if (!part.ok) return part;
  const csr = part.value?.opamp?.certificateRequest?.csr;
  if (csr === undefined || csr.length <= CSR_SIZE_BYTES_MAX) return accepted(csr);
  return refused(
    "too-large",
    `A certificate request has ${csr.length} bytes; the limit is ${CSR_SIZE_BYTES_MAX}.`,
  );
}

/** The same settings with a certificate whose key the agent made itself: the private key stays empty. */
export function withIssuedCertificate(
  opamp: OpampSettings,
  { certPem, caPem }: { readonly certPem: Uint8Array; readonly caPem?: Uint8Array },
): OpampSettings {
  return { ...opamp, certificate: { certPem, ...(caPem && { caPem }) } };
}

/**
 * The answer to a certificate request: the settings that the agent shall have, now with its certificate, an
 * error_response of type BadRequest, or nothing yet.
 *
 * @param settings everything this agent is to know about its connections, `opamp` with its whole content
 */
export function certificateAnswer(
  decision: CertificateDecision,
  settings: ConnectionSettings & { readonly opamp: OpampSettings },
  digest: KeyedDigest,
): Offered<ServerToAgentReply> {
  if (decision.kind === "pending") return { ok: true, value: undefined };
  if (decision.kind === "refused") return { ok: true, value: badRequest(decision.reason) };
  const opamp = withIssuedCertificate(settings.opamp, decision);
  const offer = connectionSettingsOffer({ ...settings, opamp }, digest);
  return offer.ok ? { ok: true, value: { connectionSettings: offer.value } } : offer;
}
