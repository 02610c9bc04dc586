import type { RouteOutline } from "./route-outline.js";

const read = { method: "GET", action: "audit.read", verb: null, status: 200 } as const;

/** Routes of the record. Nothing writes to it but acts themselves. */
export const AUDIT_OUTLINES = {
  listAudit: { ...read, path: "/audit" },
  describeChain: { ...read, path: "/audit/chain" },
  verifyAudit: {
    method: "POST",
    path: "/audit/verify",
    action: "audit.verify",
    verb: null,
    dry: true,
    status: 200,
  },
  exportAudit: {
    ...read,
    path: "/audit/export",
    action: "audit.export",
    media: "application/x-ndjson",
  },
  getAuditEntry: { ...read, path: "/audit/{sequence}" },
} as const satisfies Record<string, RouteOutline>;
