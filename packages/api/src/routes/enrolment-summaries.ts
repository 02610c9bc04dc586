import type { ENROLMENT_OUTLINES } from "./enrolment-outlines.js";

/** What each route of enrolment does, in one line. */
export const ENROLMENT_SUMMARIES: Readonly<Record<keyof typeof ENROLMENT_OUTLINES, string>> = {
  listEnrolmentTokens: "Enrolment tokens without their text, by name",
  createEnrolmentToken: "Make an enrolment token; its text is in this answer and never again",
  getEnrolmentToken: "One enrolment token",
  revokeEnrolmentToken: "Nobody comes in with it any more; sockets that did end at once",
  getCredentials: "How the agent proves who it is",
  rotateCredential: "Offer the agent a new credential; the one it has counts until it took that",
  revokeCredential:
    "One credential counts no more: sockets that came with it end at once; the agent may come with another, or its token",
  revokeAgent: "Keep the agent out: its sockets end at once, and it cannot come back",
  readmitAgent:
    "Let the agent enrol anew: a revoked one may come back, any other with another token",
};
