import { z } from "zod";
import {
  AuditBy,
  AuditChain,
  AuditEntryDetail,
  AuditExportLine,
  AuditPage,
  AuditSequence,
  AuditVerification,
} from "../schemas/audit.js";
import { pageQuery } from "../schemas/primitives.js";
import { AUDIT_QUERY_LENGTH_MAX } from "../limits.js";

const none = z.strictObject({});
const sequence = z.coerce.number<number>().pipe(AuditSequence);

/** Schemas of the routes of the record. */
export const AUDIT_SCHEMAS = {
  listAudit: {
    params: none,
    query: z.strictObject({
      query: z.string().max(AUDIT_QUERY_LENGTH_MAX).default("").meta({
        description:
          "Terms that must all hold: `who:`, `did:`, `kind:`, `agent:`, `request:`, `hash:`, `since:`, `until:`, and text.",
      }),
      by: AuditBy.optional().meta({
        description: "Only acts of people, or only of the hub itself.",
      }),
      resource: z
        .string()
        .regex(/^[a-z-]+:.+$/, "a resource is written KIND:ID, such as agent:UID")
        .max(512)
        .optional()
        .meta({ description: "Only entries about this one, written KIND:ID." }),
      ...pageQuery,
    }),
    body: null,
    answer: AuditPage,
  },
  describeChain: { params: none, query: none, body: null, answer: AuditChain },
  verifyAudit: { params: none, query: none, body: null, answer: AuditVerification },
  exportAudit: {
    params: none,
    query: z.strictObject({
      around: sequence.optional().meta({
        description: "Only the stretch between checkpoints that proves this entry.",
      }),
    }),
    body: null,
    answer: AuditExportLine,
  },
  getAuditEntry: {
    params: z.strictObject({ sequence }),
    query: none,
    body: null,
    answer: AuditEntryDetail,
  },
} as const;
