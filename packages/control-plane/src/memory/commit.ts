import type { AuditEntry } from "../model.js";
import type { Change, ChangeSet, CommitResult } from "../ports.js";
import { appendAudit } from "./apply-audit-write.js";
import { applyWrite } from "./apply-write.js";
import type { MemoryState } from "./memory-state.js";
import { createUndoLog } from "./undo-log.js";
import type { PendingChange } from "./write-result.js";

/** All or nothing; one change-log line per changed thing, however many writes touched it. */
export function commit(state: MemoryState, set: ChangeSet, changesMax: number): CommitResult {
  const undo = createUndoLog();
  const pending = new Map<string, PendingChange>();
  for (const write of set.writes) {
    const result = applyWrite(state, undo, write);
    if (result.kind === "refused") {
      undo.rollBack();
      return { kind: "conflict", write: write.kind, id: result.id, reason: result.reason };
    }
    for (const change of result.changes) {
      const key = `${change.kind} ${change.id}`;
      pending.delete(key);
      pending.set(key, change);
    }
  }
  const entries = set.writes.flatMap((write): AuditEntry[] =>
    write.kind === "add-audit" ? [write.entry] : [],
  );
  const taken = entries.find(({ id }) => state.audit.some(({ index }) => index.id === id));
  if (taken !== undefined) {
    undo.rollBack();
    return { kind: "conflict", write: "add-audit", id: taken.id, reason: "exists" };
  }
  appendAudit(state, entries);
  append(state, [...pending.values()], changesMax);
  return { kind: "committed", sequence: state.sequence };
}

function append(state: MemoryState, pending: readonly PendingChange[], changesMax: number): void {
  if (pending.length === 0) return;
  const lines: Change[] = pending.map((change) => {
    state.sequence += 1;
    return { sequence: state.sequence, ...change };
  });
  state.changes = [...state.changes, ...lines].slice(-changesMax);
  for (const listener of state.listeners) void Promise.resolve().then(listener);
}
