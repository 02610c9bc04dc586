import type { RouteOutline } from "./route-outline.js";

/** Routes of enrolment tokens, and of what agents prove with who they are. */
export const ENROLMENT_OUTLINES = {
  listEnrolmentTokens: {
    method: "GET",
    path: "/enrolment-tokens",
    action: "enrolment.read",
    verb: null,
    status: 200,
  },
  createEnrolmentToken: {
    method: "POST",
    path: "/enrolment-tokens",
    action: "enrolment.write",
    verb: "create-enrolment-token",
    noPreview: true,
    status: 201,
  },
  getEnrolmentToken: {
    method: "GET",
    path: "/enrolment-tokens/{name}",
    action: "enrolment.read",
    verb: null,
    status: 200,
  },
  revokeEnrolmentToken: {
    method: "POST",
    path: "/enrolment-tokens/{name}/revoke",
    action: "enrolment.write",
    verb: "revoke-enrolment-token",
    status: 200,
    conditional: true,
  },
  getCredentials: {
    method: "GET",
    path: "/agents/{uid}/credentials",
    action: "credentials.read",
    verb: null,
    status: 200,
  },
  rotateCredential: {
    method: "POST",
    path: "/agents/{uid}/rotate-credential",
    action: "credentials.write",
    verb: "rotate-credential",
    status: 202,
    conditional: true,
  },
  revokeCredential: {
    method: "POST",
    path: "/agents/{uid}/credentials/{id}/revoke",
    action: "credentials.write",
    verb: "revoke-credential",
    status: 200,
    conditional: true,
  },
  revokeAgent: {
    method: "POST",
    path: "/agents/{uid}/revoke",
    action: "credentials.write",
    verb: "revoke",
    status: 200,
    conditional: true,
  },
  readmitAgent: {
    method: "POST",
    path: "/agents/{uid}/readmit",
    action: "credentials.write",
    verb: "readmit",
    status: 200,
    conditional: true,
  },
} as const satisfies Record<string, RouteOutline>;
