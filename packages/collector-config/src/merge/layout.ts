import type { ConfigNode, MapEntry, MapNode } from "../parse/tree.js";

/** An entry of a block map whose lines are its own. Lines count from 1, both ends included. */
export interface EntryLines {
  readonly first: number;
  readonly last: number;
  /** Last line of the entry before; 0 for the first one. */
  readonly after: number;
}

/**
 * The lines of every entry of a map, where it is written as a block with each key at the start of a line. Null for
 * anything else: flow style, keys that are paths, merge keys, an alias of a map that is written elsewhere.
 */
export function blockLayout(text: string, map: MapNode): ReadonlyMap<string, EntryLines> | null {
  if (map.entries.size === 0 || "{".includes(text[map.place.offset] ?? "{")) return null;
  const layout = new Map<string, EntryLines>();
  let column: number | undefined;
  let after = 0;
  for (const entry of map.entries.values()) {
    const { keyPlace } = entry;
    if (keyPlace.offset < map.place.offset || keyPlace.end > map.place.end) return null;
    column ??= keyPlace.column;
    const lead = text.slice(keyPlace.offset - keyPlace.column + 1, keyPlace.offset);
    if (lead.trim() !== "" || keyPlace.column !== column) return null;
    if (text.slice(keyPlace.offset, keyPlace.end).includes("::")) return null;
    const last = lastLine(text, entry);
    if (last === null) return null;
    layout.set(entry.key, { first: keyPlace.line, last, after });
    after = last;
  }
  return layout;
}

/** Column of the keys of a block map, from 0. */
export function columnOf(map: MapNode): number {
  for (const { keyPlace } of map.entries.values()) return keyPlace.column - 1;
  return 0;
}

/** Is an anchor, an alias or a merge key perhaps in this text? Never wrong where it answers false. */
export function mayShare(text: string): boolean {
  return /(^|[\s[{,:])([&*][^\s]|<<)/.test(text);
}

/** Line on which an entry ends; null where an alias stands that cannot be found. */
function lastLine(text: string, entry: MapEntry): number | null {
  const { keyPlace, value } = entry;
  if (value.place.offset >= keyPlace.end) return endLine(text, value);
  const alias = /^\s*:\s*\*[^\s,[\]{}]+/.exec(text.slice(keyPlace.end, keyPlace.end + 1_000));
  return alias === null ? null : keyPlace.line + lineBreaks(alias[0]);
}

function endLine(text: string, node: ConfigNode): number {
  const { place } = node;
  const written = text.slice(place.offset, place.end);
  const within = (offset: number) => offset >= place.offset && offset <= place.end;
  if (node.kind === "map" && written[0] !== "{") {
    const last = [...node.entries.values()].at(-1);
    const line = last !== undefined && within(last.keyPlace.offset) ? lastLine(text, last) : null;
    return line ?? place.line + lineBreaks(withoutComments(written));
  }
  if (node.kind === "list" && written[0] !== "[") {
    const last = node.items.at(-1);
    if (last !== undefined && within(last.place.offset)) return endLine(text, last);
    return place.line + lineBreaks(withoutComments(written));
  }
  const keepsEnd = node.kind === "scalar" && node.style === "block" && /^[|>]\d?\+/.test(written);
  return place.line + lineBreaks(keepsEnd ? written.replace(/\r?\n$/, "") : written.trimEnd());
}

/** The text up to its last line that is neither blank nor a comment. */
function withoutComments(written: string): string {
  const lines = written.split("\n");
  while (lines.length > 1 && /^\s*(#|$)/.test(lines.at(-1) ?? "")) lines.pop();
  return lines.join("\n");
}

function lineBreaks(text: string): number {
  return text.split(/\r\n|\n|\r/).length - 1;
}
