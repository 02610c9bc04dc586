import { ITEM, readLine } from "./place.js";

/** Lines above the caret that are read to find its parents; beyond them a place is not told. */
const LINES_ABOVE_MAX = 5000;

/**
 * Keys from the root to the map, or list, that begins at a column below the lines that are given, nearest line last.
 * Null inside a block of text (`key: |`). `dashed`: the column is that of a dash, which may stand under its key.
 */
export function parentsOf(
  above: readonly string[],
  column: number,
  dashed: boolean,
): readonly string[] | null {
  const path: string[] = [];
  let limit = column;
  let equal = dashed;
  let direct = true;
  const last = Math.max(0, above.length - LINES_ABOVE_MAX);
  for (let at = above.length - 1; at >= last && (limit > 0 || equal); at--) {
    const line = readLine(above[at] ?? "");
    if (line === null) continue;
    if (line.dashed) {
      if (line.key !== null && line.content < limit) {
        if (direct && opensText(line.value)) return null;
        path.unshift(line.key);
        limit = line.content;
        direct = false;
      }
      if (line.content <= limit && line.indent < limit) {
        path.unshift(ITEM);
        limit = line.indent;
        equal = true;
        direct = false;
      }
      continue;
    }
    if (line.indent < limit || (equal && line.indent === limit)) {
      if (line.key === null) continue;
      if (direct && opensText(line.value)) return null;
      path.unshift(line.key);
      limit = line.indent;
      equal = false;
      direct = false;
    }
  }
  return path;
}

const opensText = (value: string) => /^(?:[&!]\S+\s+)*[|>][-+\d]*\s*(#.*)?$/.test(value);

/** What stands beside a key, or an item, at a column: names of the same map or list. */
export function beside(
  lines: readonly string[],
  at: number,
  column: number,
  items: boolean,
): readonly string[] {
  const found: string[] = [];
  const look = (from: number, step: number) => {
    for (let n = from; n >= 0 && n < lines.length; n += step) {
      const line = readLine(lines[n] ?? "");
      if (line === null) continue;
      const begins = items ? line.indent : line.content;
      if (begins < column || (items && !line.dashed && begins === column)) return;
      if (begins > column) continue;
      if (!items && line.dashed && step > 0) return;
      if (items)
        found.push(
          (lines[n] ?? "")
            .replace(/^\s*-\s*/, "")
            .replace(/\s#.*$/, "")
            .trimEnd(),
        );
      else if (line.key !== null) found.push(line.key);
      // A dash begins the map of which this is a part: what is above it belongs to another.
      if (!items && line.dashed) return;
    }
  };
  look(at - 1, -1);
  look(at + 1, 1);
  return found;
}
