import { diff } from "@codemirror/merge";

/** Lines around a change. */
const CONTEXT_LINES = 3;

/** Lines of one change: where it begins in each text, counted from 1, and how many lines each side has. */
interface Change {
  readonly a: number;
  readonly aLines: number;
  readonly b: number;
  readonly bLines: number;
}

/** The unified difference of two texts, without file headers; empty where they are the same. */
export function unified(before: string, after: string): string {
  if (before === after) return "";
  const a = before.split("\n");
  const b = after.split("\n");
  return hunksOf(changesOf(a, b))
    .map((hunk) => written(hunk, a, b))
    .join("\n");
}

/** Each line stands as one character, so that the difference of characters is the difference of lines. */
function changesOf(a: readonly string[], b: readonly string[]): readonly Change[] {
  const known = new Map<string, string>();
  const character = (line: string) => {
    const made = known.get(line) ?? letter(known.size);
    known.set(line, made);
    return made;
  };
  const letters = (lines: readonly string[]) => lines.map(character).join("");
  return diff(letters(a), letters(b)).map(({ fromA, toA, fromB, toB }) => ({
    a: fromA + 1,
    aLines: toA - fromA,
    b: fromB + 1,
    bLines: toB - fromB,
  }));
}

/** Letters below the surrogates, then the private ones above them; beyond those, lines are taken as equal. */
function letter(index: number): string {
  return String.fromCharCode(index < 0xd800 ? index : Math.min(0xffff, index + 0x800));
}

/** Changes whose surroundings touch stand in one hunk. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    const near = last !== undefined && change.a - (last.a + last.aLines) <= 2 * CONTEXT_LINES;
    if (near) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function written(hunk: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const first = hunk[0];
  const last = hunk.at(-1);
  if (first === undefined || last === undefined) return "";
  const start = Math.max(1, first.a - CONTEXT_LINES);
  const end = Math.min(a.length, last.a + last.aLines - 1 + CONTEXT_LINES);
  const lines: string[] = [];
  let at = start;
  for (const change of hunk) {
    for (; at < change.a; at++) lines.push(` ${a[at - 1]}`);
    for (let n = 0; n < change.aLines; n++) lines.push(`-${a[at++ - 1]}`);
    for (let n = 0; n < change.bLines; n++) lines.push(`+${b[change.b + n - 1]}`);
  }
  for (; at <= end; at++) lines.push(` ${a[at - 1]}`);
  const olds = lines.filter((line) => !line.startsWith("+")).length;
  const news = lines.filter((line) => !line.startsWith("-")).length;
  const bStart = Math.max(1, first.b - (first.a - start));
  return [`@@ -${start},${olds} +${bStart},${news} @@`, ...lines].join("\n");
}
