import type { Page, PageRequest } from "../ports.js";

/** A sort key: compared part by part; the last part is unique, so that pages neither skip nor repeat. */
export type Key = readonly (string | number)[];

export function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const left = a[i] ?? "";
    const right = b[i] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

const isKey = (value: unknown): value is Key =>
  Array.isArray(value) &&
  value.every((part) => typeof part === "string" || typeof part === "number");

function keyOf(cursor: string): Key | null {
  try {
    const value: unknown = JSON.parse(cursor);
    return isKey(value) ? value : null;
  } catch {
    return null;
  }
}

/** One keyset page. A cursor that is none gives an empty page, so that a reader's loop ends. */
export function pageOf<T>(
  rows: readonly T[],
  key: (row: T) => Key,
  descending: boolean,
  request: PageRequest,
): Page<T> {
  const total = rows.length;
  const after = request.cursor === null ? null : keyOf(request.cursor);
  if (request.cursor !== null && after === null) return { items: [], nextCursor: null, total };
  const sign = descending ? -1 : 1;
  const sorted = rows
    .map((row) => ({ row, key: key(row) }))
    .filter((entry) => after === null || sign * compareKeys(entry.key, after) > 0)
    .sort((a, b) => sign * compareKeys(a.key, b.key));
  const items = sorted.slice(0, request.limit);
  const last = items.at(-1);
  const more = sorted.length > items.length && last !== undefined;
  return {
    items: items.map((entry) => entry.row),
    nextCursor: more ? JSON.stringify(last.key) : null,
    total,
  };
}
