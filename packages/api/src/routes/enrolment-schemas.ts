import { z } from "zod";
import { AgentDetail } from "../schemas/agent-detail.js";
import {
  AgentCredentials,
  AgentRevoke,
  CredentialId,
  EnrolmentToken,
  EnrolmentTokenCreate,
  EnrolmentTokenCreated,
  EnrolmentTokenPage,
  EnrolmentTokenRevoke,
  EnrolmentTokenRevoked,
} from "../schemas/enrolment.js";
import { InstanceUid, Name, pageQuery } from "../schemas/primitives.js";

const none = z.strictObject({});
const name = z.strictObject({ name: Name });
const uid = z.strictObject({ uid: InstanceUid });
const credential = z.strictObject({ uid: InstanceUid, id: CredentialId });

/** Schemas of the routes of enrolment. */
export const ENROLMENT_SCHEMAS = {
  listEnrolmentTokens: {
    params: none,
    query: z.strictObject(pageQuery),
    body: null,
    answer: EnrolmentTokenPage,
  },
  createEnrolmentToken: {
    params: none,
    query: none,
    body: EnrolmentTokenCreate,
    answer: EnrolmentTokenCreated,
  },
  getEnrolmentToken: { params: name, query: none, body: null, answer: EnrolmentToken },
  revokeEnrolmentToken: {
    params: name,
    query: none,
    body: EnrolmentTokenRevoke,
    answer: EnrolmentTokenRevoked,
  },
  getCredentials: { params: uid, query: none, body: null, answer: AgentCredentials },
  rotateCredential: { params: uid, query: none, body: null, answer: AgentDetail },
  revokeCredential: { params: credential, query: none, body: AgentRevoke, answer: AgentDetail },
  revokeAgent: { params: uid, query: none, body: AgentRevoke, answer: AgentDetail },
  readmitAgent: { params: uid, query: none, body: null, answer: AgentDetail },
} as const;
