import { isInScope } from "@fleethub/fleet/access";
import type { AuditEntry } from "../model.js";
import type { AuditReader, AuditVisibility } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
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

function isVisible(
  state: MemoryState,
  { actor, resource }: AuditEntry,
  visibleTo: AuditVisibility | undefined,
): boolean {
  if (visibleTo === undefined || visibleTo.scope.kind === "everything") return true;
  if (actor.kind === visibleTo.actor.kind && actor.id === visibleTo.actor.id) return true;
  const id = resource.kind === "agent" ? state.uids.get(resource.id) : undefined;
  const agent = id === undefined ? undefined : state.agents.get(id);
  return agent !== undefined && isInScope(visibleTo.scope, reachFactsOf(agent));
}

/** Newest first: the order of commits, not of clocks. */
export function memoryAuditReader(state: MemoryState): AuditReader {
  return {
    list: (filter, page) =>
      reach(state, () => {
        const rows = state.audit
          .map((entry, position) => ({ entry, position }))
          .filter(({ entry }) => auditMatches(entry, filter.text))
          .filter(({ entry }) => isVisible(state, entry, filter.visibleTo))
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
