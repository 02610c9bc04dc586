import type { MapEntry, MapNode } from "../parse/tree.js";
import { entryOrigin, type JoinedEntry, type JoinedMap, type Side } from "./joined.js";
import { blockLayout, columnOf, type EntryLines, mayShare } from "./layout.js";
import type { LineEdit, SourcedLine } from "./lines.js";
import { keyText, type ValueWriter } from "./write-value.js";

/**
 * The line edits that turn the base's text into the joined one, every untouched line as it is. Null where the
 * outermost map is not written as a block.
 */
export function rewrite(
  joined: JoinedMap,
  base: Side,
  layer: Side,
  writer: ValueWriter,
): LineEdit[] | null {
  const rewriting = new Rewriting(base, layer, writer);
  return rewriting.map(joined, []) ? rewriting.edits : null;
}

class Rewriting {
  readonly edits: LineEdit[] = [];
  private readonly base: Side;
  private readonly layer: Side;
  private readonly writer: ValueWriter;
  private readonly layouts = new Map<MapNode, ReadonlyMap<string, EntryLines> | null>();

  constructor(base: Side, layer: Side, writer: ValueWriter) {
    this.base = base;
    this.layer = layer;
    this.writer = writer;
  }

  /** `remarks` are the layer's comments on the map, which go with the first line that is changed in it. */
  map(joined: JoinedMap, remarks: SourcedLine[]): boolean {
    if (joined.base === null) return false;
    const layout = this.isBlank()
      ? new Map<string, EntryLines>()
      : blockLayout(this.base.text, joined.base);
    if (layout === null) return false;
    const column = columnOf(joined.base);
    const end = [...layout.values()].at(-1)?.last ?? this.base.lines.length;
    for (const [key, each] of joined.entries) {
      const lines = layout.get(key);
      if (each.layer === null) continue;
      const lead = [...remarks.splice(0), ...this.remarksOf(each.layer)];
      if (lines === undefined) this.edit(end, end, this.entry(each, column, lead));
      else if (each.value.kind !== "map" || !this.map(each.value, lead)) {
        this.edit(lines.first - 1, lines.last, this.entry(each, column, lead));
      } else remarks.push(...lead);
    }
    return true;
  }

  /** Does the base hold comments and blank lines alone? */
  private isBlank(): boolean {
    return this.base.lines.every(({ text }) => /^\s*(#|$)/.test(text));
  }

  private edit(from: number, to: number, lines: readonly SourcedLine[]): void {
    this.edits.push({ from, to, lines });
  }

  /** The lines of an entry in this column, copied from the layer where it is written as lines of its own. */
  private entry(each: JoinedEntry, column: number, lead: readonly SourcedLine[]): SourcedLine[] {
    const pad = " ".repeat(column);
    const eol = this.base.lines[0]?.eol || this.layer.lines[0]?.eol || "\n";
    const remarks = lead.map((line) => ({ ...line, eol, text: pad + line.text.trim() }));
    const copied = each.value.kind === "kept" && each.layer !== null ? this.copy(each.layer) : null;
    if (copied !== null && each.layer !== null) {
      const shift = column - columnOf(each.layer.map);
      return [...remarks, ...copied.map((line) => ({ ...shifted(line, shift), eol }))];
    }
    const key = keyText(each.side, each.entry);
    const remark = each.value.kind === "kept" ? "" : this.remarkBehind(each);
    const lines = this.writer.entry(column, key, entryOrigin(each), each.value, remark);
    return [...remarks, ...lines];
  }

  private copy({ entry, map }: { entry: MapEntry; map: MapNode }): SourcedLine[] | null {
    const lines = this.layoutOf(map)?.get(entry.key);
    if (lines === undefined) return null;
    const copied = this.layer.lines.slice(lines.first - 1, lines.last);
    return copied.some(({ text }) => mayShare(text)) ? null : copied;
  }

  private layoutOf(map: MapNode): ReadonlyMap<string, EntryLines> | null {
    const known = this.layouts.get(map);
    if (known !== undefined) return known;
    const layout = blockLayout(this.layer.text, map);
    this.layouts.set(map, layout);
    return layout;
  }

  /** Comment lines directly above an entry of the layer. */
  private remarksOf({ entry, map }: { entry: MapEntry; map: MapNode }): SourcedLine[] {
    const own = this.layoutOf(map)?.get(entry.key);
    if (own === undefined) return [];
    let first = own.first;
    const above = () => this.layer.lines[first - 2]?.text.trim() ?? "";
    while (first - 1 > own.after && above().startsWith("#")) first--;
    return this.layer.lines.slice(first - 1, own.first - 1);
  }

  /** The comment behind a value of the base that is written anew, where it stands on one line. */
  private remarkBehind(each: JoinedEntry): string {
    if (each.side !== this.base) return "";
    const { keyPlace, value } = each.entry;
    const line = this.base.lines[keyPlace.line - 1]?.text ?? "";
    const from = value.place.end - keyPlace.offset + keyPlace.column - 1;
    if (value.place.line !== keyPlace.line || from > line.length) return "";
    const behind = /^\s+(#.*)$/.exec(line.slice(from));
    return behind?.[1]?.trimEnd() ?? "";
  }
}

/** A line moved to the right, or to the left as far as it has blanks. */
function shifted(line: SourcedLine, by: number): SourcedLine {
  if (by === 0 || line.text === "") return line;
  if (by > 0) return { ...line, text: " ".repeat(by) + line.text };
  const blanks = /^ */.exec(line.text)?.[0].length ?? 0;
  return { ...line, text: line.text.slice(Math.min(-by, blanks)) };
}
