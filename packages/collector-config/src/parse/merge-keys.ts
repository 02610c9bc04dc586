import type { ConfigNode, MapEntry } from "./tree.js";

/**
 * Adds what a merge key brings: written keys win, of several merged maps the first wins.
 * Answers the value that is no map, or undefined when all is well.
 */
export function mergeInto(
  entries: Map<string, MapEntry>,
  merged: ConfigNode,
): ConfigNode | undefined {
  const maps = merged.kind === "list" ? merged.items : [merged];
  for (const map of maps) {
    if (map.kind !== "map") return map;
    for (const [key, entry] of map.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  return undefined;
}
