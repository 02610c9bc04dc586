import type { CollectorConfig } from "../parse/config.js";
import type { ConfigNode } from "../parse/tree.js";

/** Both ends included, counted from 1. */
export type LineRange = readonly [first: number, last: number];

/**
 * Line ranges of the effective config whose values the desired config states too. What is not in them are defaults, the supervisor's own parts and what a local file added.
 */
export function desiredLines(running: CollectorConfig, wanted: CollectorConfig): LineRange[] {
  const lines = new Set<number>();
  mark(running.root, wanted.root, lines, new Set());
  return rangesOf([...lines].toSorted((a, b) => a - b));
}

/** A key counts where both have it; a list and a scalar count as a whole. */
function mark(running: ConfigNode, wanted: ConfigNode, lines: Set<number>, seen: Seen): void {
  if (running.kind !== "map" || wanted.kind !== "map" || seen.has(running)) return;
  seen.add(running);
  for (const [key, entry] of running.entries) {
    const other = wanted.entries.get(key);
    if (other === undefined) continue;
    lines.add(entry.keyPlace.line);
    if (entry.value.kind === "map") mark(entry.value, other.value, lines, seen);
    else markAll(entry.value, lines, seen);
  }
}

/** Nodes that were marked: aliases share nodes, and a few lines may stand for millions of paths. */
type Seen = Set<ConfigNode>;

function markAll(node: ConfigNode, lines: Set<number>, seen: Seen): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === "scalar") lines.add(node.place.line);
  else if (node.kind === "list") for (const item of node.items) markAll(item, lines, seen);
  else {
    for (const { keyPlace, value } of node.entries.values()) {
      lines.add(keyPlace.line);
      markAll(value, lines, seen);
    }
  }
}

function rangesOf(lines: readonly number[]): LineRange[] {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}
