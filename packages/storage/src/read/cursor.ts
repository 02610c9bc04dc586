import type { Page, PageRequest } from "@fleethub/control-plane";

/** The sort key of the last row of a page, part by part. */
export type CursorKey = readonly (string | number)[];

/** Opaque text that continues after `key`. */
export function cursorOf(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key in a cursor whose parts are of these types; null where the text is no such cursor. */
export function keyOf(cursor: string, types: readonly ("string" | "number")[]): CursorKey | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const fits =
      Array.isArray(value) &&
      value.length === types.length &&
      value.every((part, index) => typeof part === types[index]);
    return fits ? (value as CursorKey) : null;
  } catch {
    return null;
  }
}

/** Reads the key of a request; `empty` ends a reader's loop where the cursor is none. */
export function startOf(
  request: PageRequest,
  types: readonly ("string" | "number")[],
): { readonly after: CursorKey | null; readonly empty: boolean } {
  if (request.cursor === null) return { after: null, empty: false };
  const after = keyOf(request.cursor, types);
  return { after, empty: after === null };
}

/** Cuts the row too many that was read to see whether there is a next page. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  total: number,
  read: (row: R) => T,
  key: (row: R) => CursorKey,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  const more = rows.length > shown.length && last !== undefined;
  return { items: shown.map(read), nextCursor: more ? cursorOf(key(last)) : null, total };
}
