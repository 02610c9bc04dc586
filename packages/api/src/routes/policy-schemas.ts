import { z } from "zod";
import {
  PolicyEvaluations,
  PolicyEvidenceLine,
  PolicyTrial,
  PolicyTry,
} from "../schemas/policy-evaluation.js";
import {
  Policy,
  PolicyCreate,
  PolicyExceptionCreate,
  PolicyPage,
  PolicyReplace,
} from "../schemas/policy.js";
import { Name, pageQuery } from "../schemas/primitives.js";
import { COMPLIANCE_DAYS_MAX } from "../limits.js";

const none = z.strictObject({});
const name = z.strictObject({ name: Name });

const days = z.coerce
  .number<number>()
  .int()
  .min(1)
  .max(COMPLIANCE_DAYS_MAX)
  .default(30)
  .meta({ description: "Days told, today included." });

/** Schemas of the routes of policies. */
export const POLICY_SCHEMAS = {
  listPolicies: {
    params: none,
    query: z.strictObject(pageQuery),
    body: null,
    answer: PolicyPage,
  },
  createPolicy: { params: none, query: none, body: PolicyCreate, answer: Policy },
  tryPolicy: { params: none, query: none, body: PolicyTry, answer: PolicyTrial },
  getPolicy: { params: name, query: none, body: null, answer: Policy },
  replacePolicy: { params: name, query: none, body: PolicyReplace, answer: Policy },
  removePolicy: { params: name, query: none, body: null, answer: null },
  getEvaluations: {
    params: name,
    query: z.strictObject({ days, ...pageQuery }),
    body: null,
    answer: PolicyEvaluations,
  },
  getEvidence: { params: name, query: none, body: null, answer: PolicyEvidenceLine },
  exceptPolicy: { params: name, query: none, body: PolicyExceptionCreate, answer: Policy },
  liftException: {
    params: z.strictObject({ name: Name, id: z.string().min(1).max(64) }),
    query: none,
    body: null,
    answer: Policy,
  },
} as const;
