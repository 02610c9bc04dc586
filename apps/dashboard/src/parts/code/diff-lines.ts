/** One line of a unified difference, with its number in the old and the new text. */
export interface DiffLine {
  readonly kind: "add" | "del" | "same" | "hunk" | "note";
  readonly text: string;
  readonly old: number | null;
  readonly now: number | null;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads a unified difference. File headers are left out; what cannot be read stays as a note. */
export function diffLines(text: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let old = 1;
  let now = 1;
  let inside = false;
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const hunk = HUNK.exec(line);
    if (hunk !== null) {
      old = Number(hunk[1]);
      now = Number(hunk[2]);
      inside = true;
      lines.push({ kind: "hunk", text: line, old: null, now });
    } else if (!inside) {
      if (line !== "" && !/^(---|\+\+\+|diff |index )/.test(line))
        lines.push({ kind: "note", text: line, old: null, now: null });
    } else if (line.startsWith("+")) {
      lines.push({ kind: "add", text: line.slice(1), old: null, now: now++ });
    } else if (line.startsWith("-")) {
      lines.push({ kind: "del", text: line.slice(1), old: old++, now: null });
    } else if (line.startsWith("\\")) {
      lines.push({ kind: "note", text: line.slice(2), old: null, now: null });
    } else {
      lines.push({ kind: "same", text: line.slice(1), old: old++, now: now++ });
    }
  }
  return lines;
}
