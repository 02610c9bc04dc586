import { typePlain } from "../parse/scalar.js";
import type { MapEntry, ScalarNode } from "../parse/tree.js";
import { quoteAlways, quoteText } from "../text/quote.js";
import { entryOrigin, type Joined, type Kept, originIn, type Side } from "./joined.js";
import type { LineOrigin } from "./layer.js";
import { mayShare } from "./layout.js";
import { indentOf, lineBreakOf, type SourcedLine } from "./lines.js";

/** Writes values as YAML in block style, each line with the line that it comes from. */
export class ValueWriter {
  private room: number;
  private readonly eol: string;
  private readonly indent: number;

  /** Writes as `lines` are written. Gives up, with `overflowed`, once more than `room` characters were written. */
  constructor(lines: readonly SourcedLine[], room: number) {
    this.eol = lineBreakOf(lines);
    this.indent = indentOf(lines);
    this.room = room;
  }

  get overflowed(): boolean {
    return this.room < 0;
  }

  /** `key: value`, the key in this column, from 0. `remark` is a comment that goes behind the key. */
  entry(column: number, key: string, from: LineOrigin, value: Joined, remark = ""): SourcedLine[] {
    const inline = this.inline(value);
    const tail = remark === "" ? "" : ` ${remark}`;
    if (inline !== null) {
      const space = inline === "" ? "" : " ";
      return [this.line(column, `${key}:${space}${inline}${tail}`, from)];
    }
    if (value.kind === "kept" && value.node.kind === "scalar") {
      return this.block(column, `${key}: `, value.node, value.side, from);
    }
    const lines = [this.line(column, `${key}:${tail}`, from)];
    append(lines, this.value(column + this.indent, value));
    return lines;
  }

  /** The entries of a map or the items of a list that is not written on one line. */
  value(column: number, value: Joined): SourcedLine[] {
    const lines: SourcedLine[] = [];
    if (value.kind === "map") {
      for (const each of value.entries.values()) {
        if (this.overflowed) return lines;
        const key = keyText(each.side, each.entry);
        append(lines, this.entry(column, key, entryOrigin(each), each.value));
      }
    } else if (value.kind === "list") {
      for (const { side, node } of value.items) {
        append(lines, this.item(column, { kind: "kept", side, node }));
      }
    } else if (value.node.kind === "map") {
      const { side } = value;
      for (const entry of value.node.entries.values()) {
        if (this.overflowed) return lines;
        const inner = { kind: "kept", side, node: entry.value } as const;
        const from = originIn(side, entry.keyPlace.line);
        append(lines, this.entry(column, keyText(side, entry), from, inner));
      }
    } else if (value.node.kind === "list") {
      for (const node of value.node.items) {
        if (this.overflowed) return lines;
        append(lines, this.item(column, { kind: "kept", side: value.side, node }));
      }
    }
    return lines;
  }

  private item(column: number, value: Kept): SourcedLine[] {
    const from = originIn(value.side, value.node.place.line);
    const inline = this.inline(value);
    if (inline !== null) return [this.line(column, `- ${inline === "" ? "null" : inline}`, from)];
    if (value.node.kind === "scalar") {
      return this.block(column, "- ", value.node, value.side, from);
    }
    const [first, ...rest] = this.value(column + 2, value);
    if (first === undefined) return [];
    const text = `${" ".repeat(column)}- ${first.text.slice(column + 2)}`;
    return [{ ...first, text }, ...rest];
  }

  /** What fits on the line of its key; null for anything else. */
  private inline(value: Joined): string | null {
    if (value.kind === "list") return value.items.length === 0 ? "[]" : null;
    if (value.kind === "map") return value.entries.size === 0 ? "{}" : null;
    const { node, side } = value;
    if (node.kind === "map" && node.entries.size === 0) return "{}";
    if (node.kind === "list" && node.items.length === 0) return "[]";
    const written = side.text.slice(node.place.offset, node.place.end);
    const oneLine = !/[\r\n]/.test(written) && written.length <= FLOW_LENGTH_MAX;
    if (node.kind === "scalar") return isBlockText(node) ? null : scalarText(node, written);
    const flow = written[0] === "{" || written[0] === "[";
    return flow && oneLine && !mayShare(written) && !/::|!/.test(written) ? written : null;
  }

  private block(
    column: number,
    head: string,
    node: ScalarNode,
    side: Side,
    from: LineOrigin,
  ): SourcedLine[] {
    const ends = node.source.endsWith("\n");
    const content = (ends ? node.source.slice(0, -1) : node.source).split("\n");
    const lines = [this.line(column, `${head}|${ends ? "" : "-"}`, from)];
    const shift = head.startsWith("- ") ? 2 : this.indent;
    content.forEach((text, index) => {
      const origin = originIn(side, node.place.line + index + 1);
      lines.push(this.line(text === "" ? 0 : column + shift, text, origin));
    });
    return lines;
  }

  private line(column: number, text: string, origin: LineOrigin): SourcedLine {
    this.room -= column + text.length + 1;
    return { text: " ".repeat(column) + text, eol: this.eol, origin };
  }
}

/** Longest flow collection that is taken over on one line. */
const FLOW_LENGTH_MAX = 200;

function append(lines: SourcedLine[], more: readonly SourcedLine[]): void {
  for (const line of more) lines.push(line);
}

/** A key as it is written, unless it is a path or goes over lines. */
export function keyText(side: Side, entry: MapEntry): string {
  const written = side.text.slice(entry.keyPlace.offset, entry.keyPlace.end);
  if (written === "" || /::|[\r\n]/.test(written)) {
    return entry.keyType === "text" ? quoteText(entry.key) : entry.key;
  }
  return written;
}

/** Text over several lines that reads back from a literal block. */
function isBlockText(node: ScalarNode): boolean {
  if (node.style !== "block" || node.type !== "text") return false;
  return (
    /^[^\s]/.test(node.source) && !/[^\n\t\P{C}]|[\u2028\u2029]|\n\n$|[ \t]\n/u.test(node.source)
  );
}

function scalarText(node: ScalarNode, written: string): string {
  switch (node.type) {
    case "text": {
      const quotes = node.style === "single" || node.style === "double" || node.style === "plain";
      const bare = node.style === "plain" ? written === node.source && bareText(written) : true;
      return quotes && bare && !/[\r\n]/.test(written) ? written : quoteText(node.source);
    }
    case "null":
      return node.style === "empty" ? "" : "null";
    default: {
      const typed = typePlain(node.source);
      if (typed.type === node.type && Object.is(typed.value, node.value)) return node.source;
      return `!!${node.type} ${quoteAlways(node.source)}`;
    }
  }
}

function bareText(written: string): boolean {
  return written !== "" && typePlain(written).type === "text";
}
