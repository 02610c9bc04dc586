import { problem } from "@fleethub/api";
import type { CertificateDesk } from "../../certificates/certificate-desk.js";
import { answer, type Handlers, refuse } from "./handler.js";

/** Certificates of both listeners, and the hub's own authority for hosts to trust. */
export function certificateHandlers(
  certificates: CertificateDesk,
): Pick<Handlers, "describeCertificates" | "getAuthority"> {
  return {
    async describeCertificates() {
      return answer(certificates.describe());
    },
    async getAuthority() {
      const pem = certificates.authorityPem();
      if (pem !== null) return { kind: "stream", stream: new Blob([pem]).stream() };
      const detail =
        "Run `fleethub certs init --host NAME` on the hub's host and start the hub again.";
      return refuse(problem("no-authority", detail));
    },
  };
}
