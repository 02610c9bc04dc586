import type { ConfigNode, MapEntry } from "./tree.js";

/** Work that merge keys may still do; entries are counted each time that they are looked at. */
export interface MergeBudget {
  left: number;
}

/**
 * Adds what a merge key brings: written keys win, of several merged maps the first wins. Stops where the budget is
 * used up. Answers the value that is no map, or undefined when all is well.
 */
export function mergeInto(
  entries: Map<string, MapEntry>,
  merged: ConfigNode,
  budget: MergeBudget,
): ConfigNode | undefined {
  const maps = merged.kind === "list" ? merged.items : [merged];
  for (const map of maps) {
    if (map.kind !== "map") return map;
    budget.left -= map.entries.size + 1;
    if (budget.left < 0) return undefined;
    for (const [key, entry] of map.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  return undefined;
}
