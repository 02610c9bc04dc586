import type { Edit } from "../finding.js";
import { EDIT_LENGTH_MAX } from "../parse/limits.js";
import type { ConfigNode, ListNode, MapEntry, MapNode } from "../parse/tree.js";

/**
 * One edit that does the work of several that do not overlap: what lies between them is written again as it is.
 * Undefined when there is none, two overlap, or they lie further apart than EDIT_LENGTH_MAX.
 */
export function joinEdits(text: string, edits: readonly Edit[]): Edit | undefined {
  const ordered = [...edits].sort((a, b) => a.offset - b.offset);
  const first = ordered[0];
  if (first === undefined) return undefined;
  if ((ordered.at(-1)?.offset ?? 0) - first.offset > EDIT_LENGTH_MAX) return undefined;
  let at = first.offset;
  let replacement = "";
  for (const edit of ordered) {
    if (edit.offset < at) return undefined;
    replacement += text.slice(at, edit.offset) + edit.replacement;
    at = edit.offset + edit.length;
  }
  return { offset: first.offset, length: at - first.offset, replacement };
}

/** True for a map or list written with braces or brackets. */
export function isFlow(text: string, node: MapNode | ListNode): boolean {
  return /[[{]/.test(text[node.place.offset] ?? "");
}

/** Puts a plain text before the first item of a list; undefined where the list is not written plainly. */
export function insertFirst(text: string, list: ListNode, item: string): Edit | undefined {
  const [first] = list.items;
  if (isFlow(text, list)) {
    const after = list.place.offset + 1;
    return { offset: after, length: 0, replacement: first === undefined ? item : `${item}, ` };
  }
  if (first === undefined) return undefined;
  const indent = dashIndent(text, first);
  if (indent === undefined) return undefined;
  return { offset: first.place.offset, length: 0, replacement: `${item}\n${indent}- ` };
}

/** Puts a plain text behind the last item of a list that has one. */
export function insertLast(text: string, list: ListNode, item: string): Edit | undefined {
  const last = list.items.at(-1);
  if (last === undefined) return isFlow(text, list) ? insertFirst(text, list, item) : undefined;
  const offset = last.place.end;
  if (last.kind !== "scalar" || last.style === "block") return undefined;
  if (isFlow(text, list)) return { offset, length: 0, replacement: `, ${item}` };
  const indent = dashIndent(text, last);
  return indent === undefined
    ? undefined
    : { offset, length: 0, replacement: `\n${indent}- ${item}` };
}

/** Moves one item of a list to the front; undefined where a comment or another line would lose its item. */
export function moveFirst(text: string, list: ListNode, index: number): Edit | undefined {
  const moved = list.items[index];
  const [first] = list.items;
  if (moved === undefined || first === undefined || index === 0) return undefined;
  const between = list.items.slice(0, index + 1);
  if (between.some((item) => item.kind !== "scalar" || item.style !== "plain")) return undefined;
  if (/[#&*!]/.test(text.slice(first.place.offset, lineEnd(text, moved.place.end))))
    return undefined;
  const written = between.map((item) => text.slice(item.place.offset, item.place.end));
  const wanted = [written[index] ?? "", ...written.slice(0, index)];
  return joinEdits(
    text,
    between.map(({ place }, i) => ({
      offset: place.offset,
      length: place.end - place.offset,
      replacement: wanted[i] ?? "",
    })),
  );
}

/** Takes one item out of a list that has others. */
export function removeItem(text: string, list: ListNode, index: number): Edit | undefined {
  const item = list.items[index];
  if (item === undefined || list.items.length < 2) return undefined;
  if (item.kind !== "scalar" || item.style === "block") return undefined;
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  if (isFlow(text, list)) {
    const from = next === undefined ? (previous?.place.end ?? 0) : item.place.offset;
    const to = next === undefined ? item.place.end : next.place.offset;
    if (/[#&*!]/.test(text.slice(from, to))) return undefined;
    return { offset: from, length: to - from, replacement: "" };
  }
  return dashIndent(text, item) === undefined
    ? undefined
    : wholeLines(text, item.place.offset, item.place.end);
}

/** Writes an entry before another one of the same map, in the map's own style. */
export function insertBefore(
  text: string,
  map: MapNode,
  entry: MapEntry,
  written: string,
): Edit | undefined {
  const { offset } = entry.keyPlace;
  if (isFlow(text, map)) return { offset, length: 0, replacement: `${written}, ` };
  const indent = text.slice(lineStart(text, offset), offset);
  if (indent.trim() !== "") return undefined;
  return { offset, length: 0, replacement: `${written}\n${indent}` };
}

/** Takes an entry out of a block map, with its lines; undefined where something else stands on them. */
export function removeEntry(text: string, map: MapNode, entry: MapEntry): Edit | undefined {
  if (map.entries.size < 2 || isFlow(text, map)) return undefined;
  const { offset } = entry.keyPlace;
  const end = Math.max(entry.value.place.end, entry.keyPlace.end);
  // Whoever uses an anchor from here would lose it; an alias as value ends elsewhere in the text.
  const own = entry.value.place.offset >= offset || entry.value.place.end === 0;
  if (!own || /&\w|\*\w/.test(text.slice(offset, end))) return undefined;
  if (text.slice(lineStart(text, offset), offset).trim() !== "") return undefined;
  return wholeLines(text, offset, end);
}

function wholeLines(text: string, from: number, to: number): Edit | undefined {
  const start = lineStart(text, from);
  // Values of block maps end behind their last line break; what is written ends before it.
  const written = from + text.slice(from, to).trimEnd().length;
  const end = lineEnd(text, written);
  if (!/^\s*:?\s*(#.*)?$/.test(text.slice(written, end))) return undefined;
  return { offset: start, length: Math.min(end + 1, text.length) - start, replacement: "" };
}

function dashIndent(text: string, item: ConfigNode): string | undefined {
  const before = text.slice(lineStart(text, item.place.offset), item.place.offset);
  return /^([ ]*)-[ ]+$/.exec(before)?.[1];
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at;
}
