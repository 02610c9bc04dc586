import type { RouteOutline } from "./route-outline.js";

/** Routes of certificates. */
export const CERTIFICATE_OUTLINES = {
  describeCertificates: {
    method: "GET",
    path: "/certificates",
    action: "certificates.read",
    verb: null,
    status: 200,
  },
  getAuthority: {
    method: "GET",
    path: "/certificates/ca",
    action: "certificates.read",
    verb: null,
    status: 200,
    media: "application/x-pem-file",
  },
} as const satisfies Record<string, RouteOutline>;
