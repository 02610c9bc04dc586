import { X509Certificate } from "node:crypto";
import { IncomingMessage } from "node:http";
import type { PresentedCredential } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import { clientCertificateOf } from "@fleethub/opamp/node";
import type { AdmissionRequest } from "@fleethub/opamp/server";
import { AGENT_URN } from "./agent-urn.js";

type Presented = PresentedCredential["certificate"];

/**
 * The certificate of a request that the hub's own authority signed for one of its agents; null: none, or one of another
 * authority, which opens the door to nobody in particular.
 *
 * @param authorityPem null: the hub has no authority
 */
export function agentCertificates(
  authorityPem: string | null,
): (request: AdmissionRequest) => Presented {
  if (authorityPem === null) return () => null;
  const authority = new X509Certificate(authorityPem);
  const read = (raw: Buffer): Presented => {
    const certificate = new X509Certificate(raw);
    // TLS took it for one of any authority that is taken; this one is asked for by name and key.
    if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
      return null;
    const names = certificate.subjectAltName?.split(", ") ?? [];
    const own = names.find((name) => name.startsWith(`URI:${AGENT_URN}`));
    const agent = own?.slice(`URI:${AGENT_URN}`.length) ?? "";
    if (!isAgentId(agent)) return null;
    return { serial: certificate.serialNumber.toLowerCase().replace(/^0+/, ""), agent };
  };
  // A connection has one certificate, however many requests come over it.
  const known = new WeakMap<object, { readonly presented: Presented }>();
  return (request) => {
    const shown = clientCertificateOf(request);
    const socket = socketOf(request);
    if (shown === undefined || socket === null) return null;
    const seen = known.get(socket) ?? { presented: read(shown.raw) };
    known.set(socket, seen);
    return seen.presented;
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The authority signs ids of agents alone. */
function isAgentId(text: string): text is AgentId {
  return UUID.test(text);
}

function socketOf({ platformRequest }: AdmissionRequest): object | null {
  return platformRequest instanceof IncomingMessage ? platformRequest.socket : null;
}
