/** What each route of the record does, in one line. */
export const AUDIT_SUMMARIES = {
  listAudit: "Who did what, when and to which, newest first",
  describeChain: "How far the chain reaches, how far it is signed, what verifying came to last",
  verifyAudit: "Verify every entry and checkpoint now; names the first that does not",
  exportAudit: "The record as signed lines of JSON, to keep and to verify elsewhere",
  getAuditEntry: "One entry: from who asked to what agents run, and what became of it",
} as const;
