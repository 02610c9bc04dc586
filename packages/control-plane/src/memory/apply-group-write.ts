import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type GroupWrite = Extract<
  Write,
  { readonly kind: "add-group" | "set-group" | "remove-group" | "expect-protected" }
>;

const changed = (id: string, version: number) => done({ kind: "group.changed", id, version });

export function applyGroupWrite(state: MemoryState, undo: UndoLog, write: GroupWrite): WriteResult {
  const { groups } = state;
  if (write.kind === "expect-protected") {
    const expected = new Set(write.groups);
    const other = [...groups.values()].find(
      ({ name, protection }) => (protection !== null) !== expected.has(name),
    );
    const gone = write.groups.find((name) => !groups.has(name));
    const unlike = other?.name ?? gone;
    return unlike === undefined ? done() : refused(unlike, "version");
  }
  const name = write.kind === "remove-group" ? write.name : write.group.name;
  const current = groups.get(name);
  if (write.kind === "add-group") {
    if (current !== undefined) return refused(name, "exists");
    undo.set(groups, name, write.group);
    return changed(name, write.group.version);
  }
  if (current === undefined) return refused(name, "missing");
  if (current.version !== write.expect) return refused(name, "version");
  if (write.kind === "remove-group") {
    undo.remove(groups, name);
    return done({ kind: "group.removed", id: name, version: current.version });
  }
  const { createdAt, createdBy } = current;
  const version = write.expect + 1;
  undo.set(groups, name, { ...write.group, createdAt, createdBy, version });
  return changed(name, version);
}
