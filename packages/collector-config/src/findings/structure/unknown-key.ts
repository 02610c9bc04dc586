import { type Finding, finding, replace } from "../../finding.js";
import { FINDINGS_MAX } from "../../parse/limits.js";
import type { MapNode } from "../../parse/tree.js";
import { listed, nearest } from "../nearest.js";

/** Findings for the keys of a map that are not among those the Collector knows there. */
export function unknownKeys(
  map: MapNode,
  known: readonly string[],
  path: readonly string[],
  code: string,
): Finding[] {
  return [...map.entries.values()]
    .filter((entry) => !known.includes(entry.key))
    .slice(0, FINDINGS_MAX)
    .map((entry) => {
      const near = nearest(entry.key, known);
      const free = near !== undefined && !map.entries.has(near);
      const where = path.length === 0 ? "at the top of the configuration" : `in ${path.join(".")}`;
      return finding({
        code,
        place: entry.keyPlace,
        path: [...path, entry.key],
        message: `The Collector knows no key "${entry.key}" ${where}.`,
        remedy: free
          ? `Rename it to "${near}".`
          : `Remove it or move it where it belongs; known here: ${listed(known, known.length)}.`,
        edit: free ? replace(entry.keyPlace, near) : undefined,
      });
    });
}
