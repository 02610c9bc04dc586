import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type ApprovalWrite = Extract<Write, { readonly kind: "add-approval" | "set-approval" }>;

const changed = (id: string, version: number) => done({ kind: "approval.changed", id, version });

export function applyApprovalWrite(
  state: MemoryState,
  undo: UndoLog,
  write: ApprovalWrite,
): WriteResult {
  const { approvals } = state;
  const { approval } = write;
  const { id, number } = approval;
  const current = approvals.get(id);
  if (write.kind === "add-approval") {
    const taken = [...approvals.values()].some((other) => other.number === number);
    if (current !== undefined || taken) return refused(id, "exists");
    undo.set(approvals, id, approval);
    return changed(id, approval.version);
  }
  if (current === undefined) return refused(id, "missing");
  if (current.version !== write.expect) return refused(id, "version");
  const version = write.expect + 1;
  const sealedValue = approval.sealedValue === null ? null : current.sealedValue;
  undo.set(approvals, id, { ...approval, number: current.number, version, sealedValue });
  return changed(id, version);
}
