import type { Write } from "../ports.js";

/** What is written about one agent, in the order in which it must happen. */
const ORDER: readonly Write["kind"][] = [
  "add-bodies",
  "rename-uid",
  "set-intent",
  "set-outcome",
  "set-report",
  "touch",
  "add-timeline",
  "forget-agent",
  "add-audit",
];

/**
 * Writes about many agents, those of one kind beside each other: storages make one statement of neighbours. The
 * writes of each agent keep the order above, and agents do not depend on each other.
 */
export function byKind(writes: readonly Write[]): readonly Write[] {
  const place = new Map(ORDER.map((kind, index) => [kind, index]));
  return writes.toSorted((a, b) => (place.get(a.kind) ?? 0) - (place.get(b.kind) ?? 0));
}
