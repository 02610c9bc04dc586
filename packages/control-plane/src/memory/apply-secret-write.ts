import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type SecretWrite = Extract<
  Write,
  { readonly kind: "add-secret" | "set-secret" | "remove-secret" }
>;

const changed = (id: string, version: number) => done({ kind: "secret.changed", id, version });

export function applySecretWrite(
  state: MemoryState,
  undo: UndoLog,
  write: SecretWrite,
): WriteResult {
  const { secrets, secretValues } = state;
  switch (write.kind) {
    case "add-secret": {
      const { name, version } = write.secret;
      if (secrets.has(name)) return refused(name, "exists");
      undo.set(secrets, name, write.secret);
      undo.set(secretValues, write.value.id, write.value);
      return changed(name, version);
    }
    case "set-secret": {
      const { name } = write.secret;
      const current = secrets.get(name);
      if (current === undefined) return refused(name, "missing");
      if (current.version !== write.expect) return refused(name, "version");
      const { createdAt, createdBy } = current;
      const version = write.expect + 1;
      undo.set(secrets, name, { ...write.secret, createdAt, createdBy, version });
      if (write.value !== undefined) undo.set(secretValues, write.value.id, write.value);
      return changed(name, version);
    }
    case "remove-secret": {
      const current = secrets.get(write.name);
      if (current === undefined) return refused(write.name, "missing");
      if (current.version !== write.expect) return refused(write.name, "version");
      undo.remove(secrets, write.name);
      for (const [id, value] of secretValues) {
        if (value.secret === write.name) undo.remove(secretValues, id);
      }
      return done({ kind: "secret.removed", id: write.name, version: current.version });
    }
  }
}
