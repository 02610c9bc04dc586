import type { ChangeKind, CommitResult, Write } from "@fleethub/control-plane";
import { Rollback } from "../database/database.js";

/** A line that the change log gets when the commit succeeds. */
export interface PendingChange {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly version: number;
}

/** Ends the transaction: nothing is written, and this is the answer. */
export function conflict(
  write: Write["kind"],
  id: string,
  reason: "missing" | "exists" | "version",
): Rollback<CommitResult> {
  return new Rollback<CommitResult>({ kind: "conflict", write, id, reason });
}
