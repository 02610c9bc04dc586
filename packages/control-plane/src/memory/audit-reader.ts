import { NO_HASH } from "../audit/chain.js";
import { chainedEntry } from "../audit/stored-entry.js";
import type { StoredEntry } from "../model.js";
import type { AuditReader, AuditVisibility } from "../ports.js";
import { auditMatches, isVisible } from "./audit-matches.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf } from "./page.js";

/** Newest first: the order of commits, not of clocks. */
export function memoryAuditReader(state: MemoryState): AuditReader {
  const chained = (stored: StoredEntry) => {
    const { sequence } = stored;
    const before = state.audit.find((other) => other.sequence === sequence - 1)?.hash;
    const cut = state.checkpoints.find((checkpoint) => checkpoint.sequence === sequence - 1);
    return chainedEntry(stored, before ?? cut?.hash ?? NO_HASH);
  };
  const found = (stored: StoredEntry | undefined, visibleTo: AuditVisibility | undefined) =>
    stored === undefined || !isVisible(state, stored, visibleTo) ? null : chained(stored);
  return {
    list: (filter, page) =>
      reach(state, () => {
        const rows = state.audit.filter((stored) => auditMatches(state, stored, filter));
        const { items, ...rest } = pageOf(rows, ({ sequence }) => [sequence], true, page);
        return { ...rest, items: items.map(chained) };
      }),
    get: (sequence, visibleTo) =>
      reach(state, () =>
        found(
          state.audit.find((stored) => stored.sequence === sequence),
          visibleTo,
        ),
      ),
    byId: (id, visibleTo) =>
      reach(state, () =>
        found(
          state.audit.find(({ index }) => index.id === id),
          visibleTo,
        ),
      ),
    head: () => reach(state, () => state.auditHead),
    walk: (after, limit) =>
      reach(state, () => state.audit.filter(({ sequence }) => sequence > after).slice(0, limit)),
    checkpoints: (after, limit, beyond = 0) =>
      reach(state, () =>
        state.checkpoints
          .filter(({ number, sequence }) => number > after && sequence > beyond)
          .slice(0, limit),
      ),
    lastCheckpoint: () => reach(state, () => state.checkpoints.at(-1) ?? null),
  };
}
