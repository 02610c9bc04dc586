import type { AuditEntry } from "../model.js";
import type { AuditReader } from "../ports.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf } from "./page.js";

/** Text is looked for in the action, the resource, the actor and the reason, without regard to case. */
export function auditMatches(entry: AuditEntry, text: string): boolean {
  if (text === "") return true;
  const words = [
    entry.action,
    entry.resource.kind,
    entry.resource.id,
    entry.actor.id,
    entry.actor.reason ?? "",
  ];
  return words.some((word) => word.toLowerCase().includes(text.toLowerCase()));
}

/** Newest first: the order of commits, not of clocks. */
export function memoryAuditReader(state: MemoryState): AuditReader {
  return {
    list: (filter, page) =>
      reach(state, () => {
        const rows = state.audit
          .map((entry, position) => ({ entry, position }))
          .filter(({ entry }) => auditMatches(entry, filter.text))
          .filter(
            ({ entry }) =>
              filter.resource === undefined ||
              (entry.resource.kind === filter.resource.kind &&
                entry.resource.id === filter.resource.id),
          );
        const found = pageOf(rows, (row) => [row.position], true, page);
        return { ...found, items: found.items.map((row) => row.entry) };
      }),
  };
}
