import type { LineOrigin } from "./layer.js";

/** One line of a text that is being made, and where it comes from. */
export interface SourcedLine {
  /** Without its line break. */
  readonly text: string;
  /** Empty after the last line alone. */
  readonly eol: string;
  readonly origin: LineOrigin;
}

/** A text cut into lines, each of this layer. A text that ends with a line break has no line after it. */
export function linesOf(text: string, layer: number): SourcedLine[] {
  const lines: SourcedLine[] = [];
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const [, content = "", eol = ""] = match;
    if (content === "" && eol === "") break;
    lines.push({ text: content, eol, origin: { layer, line: lines.length + 1 } });
  }
  return lines;
}

export function joinLines(lines: readonly SourcedLine[]): string {
  return lines.map(({ text, eol }) => text + eol).join("");
}

/** The line break that a text uses, `\n` where it has none. */
export function lineBreakOf(lines: readonly SourcedLine[]): string {
  return lines[0]?.eol || "\n";
}

/** Blanks of one level in a text: those of its first indented line, 2 where there is none or it is odd. */
export function indentOf(lines: readonly SourcedLine[]): number {
  const first = lines.find(({ text }) => /^ +[^\s#]/.test(text))?.text ?? "";
  const blanks = first.length - first.trimStart().length;
  return blanks > 0 && blanks <= 8 ? blanks : 2;
}

/** Lines `from` up to but not including `to` (from 0) give way to others. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly SourcedLine[];
}

/** Applies edits that do not overlap. Of insertions at one place the earlier in the list comes first. */
export function applyLineEdits(
  lines: readonly SourcedLine[],
  edits: readonly LineEdit[],
): SourcedLine[] {
  const result: SourcedLine[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
    for (; at < edit.from; at++) push(result, lines[at]);
    for (const line of edit.lines) push(result, line);
    at = Math.max(at, edit.to);
  }
  for (; at < lines.length; at++) push(result, lines[at]);
  return result;
}

function push(result: SourcedLine[], line: SourcedLine | undefined): void {
  if (line === undefined) return;
  const last = result.at(-1);
  if (last !== undefined && last.eol === "") {
    result[result.length - 1] = { ...last, eol: result[0]?.eol || "\n" };
  }
  result.push(line);
}
