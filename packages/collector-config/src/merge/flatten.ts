import type { MapNode } from "../parse/tree.js";
import { originIn, type Side } from "./joined.js";
import { blockLayout, columnOf, mayShare } from "./layout.js";
import { applyLineEdits, type LineEdit, type SourcedLine } from "./lines.js";
import { keyText, type ValueWriter } from "./write-value.js";

/**
 * The text with anchors, aliases and merge keys written out, so that one use of a shared value can change alone.
 * Entries without them stay as they are. Null where the outermost map is not a block.
 */
export function flatten(side: Side, root: MapNode, writer: ValueWriter): SourcedLine[] | null {
  const edits: LineEdit[] = [];
  const walk = (map: MapNode): boolean => {
    const layout = blockLayout(side.text, map);
    if (layout === null) return false;
    for (const [key, entry] of map.entries) {
      const { first = 1, last = 0 } = layout.get(key) ?? {};
      const texts = side.lines.slice(first - 1, last).map(({ text }) => text);
      if (!texts.some(mayShare)) continue;
      const sharesHere = mayShare(texts[0] ?? "");
      const { value } = entry;
      if (!sharesHere && value.kind === "map" && walk(value)) continue;
      const from = originIn(side, entry.keyPlace.line);
      const kept = { kind: "kept", side, node: value } as const;
      const lines = writer.entry(columnOf(map), keyText(side, entry), from, kept);
      edits.push({ from: first - 1, to: last, lines });
    }
    return true;
  };
  return walk(root) && !writer.overflowed ? applyLineEdits(side.lines, edits) : null;
}
