import type { BodyDigest } from "@fleethub/fleet";
import { canonicalJson } from "../canonical-json.js";
import { chainHash } from "../audit/chain.js";
import { storedEntry } from "../audit/stored-entry.js";
import type { AuditEntry } from "../model.js";
import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import { sha256 } from "./sha256.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type AuditWrite = Extract<Write, { readonly kind: "add-checkpoint" | "cut-audit" }>;

export function applyAuditWrite(state: MemoryState, undo: UndoLog, write: AuditWrite): WriteResult {
  if (write.kind === "add-checkpoint") {
    const { checkpoint } = write;
    const { number } = checkpoint;
    if (number !== (state.checkpoints.at(-1)?.number ?? 0) + 1) {
      return refused(`checkpoint ${number}`, "exists");
    }
    const before = state.checkpoints;
    undo.later(() => {
      state.checkpoints = before;
    });
    state.checkpoints = [...before, checkpoint];
    return done();
  }
  const checkpoint = state.checkpoints.find(({ number }) => number === write.checkpoint);
  if (checkpoint === undefined) return refused(`checkpoint ${write.checkpoint}`, "missing");
  const { audit, auditHead } = state;
  undo.later(() => {
    state.audit = audit;
    state.auditHead = auditHead;
  });
  const cutThrough = Math.max(auditHead.cutThrough, checkpoint.sequence);
  state.audit = audit.filter(({ sequence }) => sequence > cutThrough);
  state.auditHead = { ...auditHead, cutThrough };
  return done();
}

const DIGEST = { sha256: (bytes: Uint8Array) => sha256(bytes) as BodyDigest };

/** Chains entries in their order. Called when nothing refuses the commit any more. */
export function appendAudit(state: MemoryState, entries: readonly AuditEntry[]): void {
  const added = entries.map((entry) => {
    const sequence = state.auditHead.sequence + 1;
    const canonical = canonicalJson(entry);
    const hash = chainHash(DIGEST, sequence, state.auditHead.hash, canonical);
    state.auditHead = { ...state.auditHead, sequence, hash };
    return storedEntry(entry, sequence, canonical, hash);
  });
  if (added.length > 0) state.audit = [...state.audit, ...added];
}
