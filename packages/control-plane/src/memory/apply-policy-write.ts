import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type PolicyWrite = Extract<
  Write,
  {
    readonly kind:
      | "add-policy"
      | "set-policy"
      | "remove-policy"
      | "add-verdicts"
      | "set-compliance";
  }
>;

const changed = (id: string, version: number) => done({ kind: "policy.changed", id, version });

export function applyPolicyWrite(
  state: MemoryState,
  undo: UndoLog,
  write: PolicyWrite,
): WriteResult {
  const { policies } = state;
  switch (write.kind) {
    case "add-policy": {
      const { name, version } = write.policy;
      if (policies.has(name)) return refused(name, "exists");
      undo.set(policies, name, write.policy);
      return changed(name, version);
    }
    case "set-policy": {
      const { name } = write.policy;
      const current = policies.get(name);
      if (current === undefined) return refused(name, "missing");
      if (current.version !== write.expect) return refused(name, "version");
      const { createdAt, createdBy } = current;
      const version = write.expect + 1;
      undo.set(policies, name, { ...write.policy, createdAt, createdBy, version });
      return changed(name, version);
    }
    case "remove-policy": {
      const current = policies.get(write.name);
      if (current === undefined) return refused(write.name, "missing");
      if (current.version !== write.expect) return refused(write.name, "version");
      undo.remove(policies, write.name);
      for (const [key, day] of state.compliance) {
        if (day.policy === write.name) undo.remove(state.compliance, key);
      }
      return done({ kind: "policy.removed", id: write.name, version: current.version });
    }
    case "add-verdicts":
      for (const verdict of write.verdicts) {
        const key = `${verdict.rule} ${verdict.body}`;
        if (!state.verdicts.has(key)) undo.set(state.verdicts, key, verdict);
      }
      return done();
    case "set-compliance": {
      const { policy, day, judged, kept } = write;
      if (!policies.has(policy)) return done();
      const key = `${policy} ${day}`;
      const worst = Math.min(kept, state.compliance.get(key)?.worst ?? kept);
      undo.set(state.compliance, key, { policy, day, judged, kept, worst });
      return done();
    }
  }
}
