import { X509Certificate } from "node:crypto";
import type { CertificateAuthority } from "@fleethub/control-plane";
import { AGENT_URN } from "./agent-urn.js";
import { issue } from "./issue.js";
import type { CertificateWithKey } from "./make-authority.js";
import { readRequest } from "./read-request.js";

/** The authority behind the port: what signs certificates of agents. */
export function createAuthority(authority: CertificateWithKey): CertificateAuthority {
  const endsAt = Date.parse(new X509Certificate(authority.certPem).validTo);
  return {
    authorityPem: () => authority.certPem,
    endsAt: () => endsAt,
    async read(request) {
      return (await readRequest(request))?.facts ?? null;
    },
    async issue(request, { instanceUid, agentId, serial, notBefore, notAfter }) {
      const read = await readRequest(request);
      if (read === null) throw new Error("A certificate request was issued that cannot be read.");
      return issue(authority, {
        serial,
        commonName: instanceUid,
        names: [
          { type: "url", value: `urn:uuid:${instanceUid}` },
          { type: "url", value: `${AGENT_URN}${agentId}` },
        ],
        usage: "client",
        notBefore,
        notAfter,
        publicKey: read.publicKey,
      });
    },
  };
}
