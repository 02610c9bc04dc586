import type { OpenCertificates } from "../certificates/open-certificates.js";
import { type AgentsRoute, answerText } from "./routes.js";

/** Where hosts fetch the hub's own authority; they compare its SHA-256 with the one that the connect page shows. */
export const AUTHORITY_PATH = "/ca.pem";

/** The hub's own authority. It is no secret, and proves nothing before it was compared. */
export function authorityRoute(certificates: Pick<OpenCertificates, "authorityPem">): AgentsRoute {
  return {
    path: AUTHORITY_PATH,
    summary: "the hub's own authority in PEM",
    recordsAttempts: false,
    answer(request, response) {
      const reads = request.method === "GET" || request.method === "HEAD";
      const pem = certificates.authorityPem();
      if (!reads) answerText(response, 405, "Use GET.\n", { allow: "GET, HEAD" });
      else if (pem === null) answerText(response, 404, "This hub has no authority of its own.\n");
      else answerText(response, 200, pem, { "content-type": "application/x-pem-file" });
    },
  };
}
