import { type AuditReader, NO_HASH, type SealedRows } from "@fleethub/control-plane";
import type { Database } from "../database/database.js";
import { auditReader } from "../read/audit-reader.js";
import type { OpenProblem } from "../storage.js";
import { sealedRows } from "../write/sealed-rows.js";
import { openDirectory } from "./directory.js";
import { openServer } from "./server.js";

/** The audit of a database that no hub needs to run on, for reading alone. */
export interface StoredRecord {
  readonly audit: AuditReader;
  /** What tells whose key signs. */
  readonly sealed: Pick<SealedRows, "knownRoot">;
  close(): Promise<void>;
}

export type OpenedRecord =
  | { readonly record: StoredRecord; readonly problem?: never }
  | { readonly problem: OpenProblem; readonly record?: never };

/**
 * Opens the audit as it stands, and changes nothing: no migration, no row, no file. A data directory is copied to the
 * folder for temporary files and read there, since its engine cannot open it without writing; no hub may run on it
 * meanwhile. A PostgreSQL is read in read-only transactions, also while hubs run. What is older than the chain is a problem.
 */
export async function openStoredRecord(
  where: { readonly directory: string } | { readonly url: string; readonly owner: string },
): Promise<OpenedRecord> {
  const opened = "url" in where ? await openServer(where) : await openDirectory(where.directory);
  if (opened.problem !== undefined) return opened;
  const { database, place, close } = opened.read;
  try {
    const problem = await problemIn(database, place);
    if (problem === null) {
      return { record: { audit: auditReader(database), sealed: sealedRows(database), close } };
    }
    await close();
    return { problem };
  } catch (error) {
    await close();
    throw error;
  }
}

async function problemIn(database: Database, place: string): Promise<OpenProblem | null> {
  const [row] = await database.query(
    `select (to_regclass('log_head') is not null)::text as is_hub,
       exists (select 1 from information_schema.columns where table_schema = any(current_schemas(false))
         and table_name = 'log_head' and column_name = 'audit_hash')::text as has_chain`,
  );
  if (row?.["is_hub"] !== "true") {
    return {
      code: "unsuitable",
      message: `There is no hub's data in the ${place}.`,
      remedy: "Name the data directory or the database of a hub.",
    };
  }
  if (row["has_chain"] === "true" && (await isChained(database))) return null;
  return {
    code: "unsuitable",
    message: `The ${place} was written before audit entries were chained, so there is nothing to verify yet. Nothing was changed.`,
    remedy:
      "Start a hub of this version on it, or on a copy: it chains the entries as it finds them. Then verify.",
  };
}

/** An upgrade may have ended before it chained what it found. Where anything is chained, what is not was tampered with. */
async function isChained(database: Database): Promise<boolean> {
  const unchained = await database.query(
    `select 1 from log_head where audit > 0 and audit_hash = '${NO_HASH}'
       and not exists (select 1 from audit where hash <> '')
       and not exists (select 1 from audit_checkpoints)`,
  );
  return unchained.length === 0;
}
