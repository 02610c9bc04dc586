import type { Setting } from "./setting.js";
import { readCount, readFolder as readFile } from "./values.js";

/** How the record of acts is kept. */
export interface AuditSettings {
  /** File that checkpoints are appended to; `-` is standard output. Null: they stand in the store alone. */
  readonly auditAnchorFile: string | null;
  /** Days that entries are kept, 0 to {@link AUDIT_KEEP_DAYS_MAX}; 0: for ever. */
  readonly auditKeepDays: number;
}

/** The longest that entries are kept without being kept for ever: a hundred years. */
export const AUDIT_KEEP_DAYS_MAX = 36_500;

export const AUDIT_SETTINGS_DEFAULT: AuditSettings = { auditAnchorFile: null, auditKeepDays: 0 };

const setting = <K extends keyof AuditSettings>(one: Setting<AuditSettings, K>) => one;

/** In the order of help. */
export const AUDIT_SETTINGS = [
  setting({
    key: "auditAnchorFile",
    env: "FLEETHUB_AUDIT_ANCHOR_FILE",
    flag: "audit-anchor-file",
    value: "<file>",
    help: "append signed checkpoints of the audit to this file; - is standard output",
    read: readFile,
  }),
  setting({
    key: "auditKeepDays",
    env: "FLEETHUB_AUDIT_KEEP_DAYS",
    flag: "audit-keep-days",
    value: "<days>",
    help: "drop audit entries after this time, up to a checkpoint (default 0: keep them for ever)",
    read: readCount(AUDIT_KEEP_DAYS_MAX),
  }),
];
