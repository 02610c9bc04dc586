import type { AgentRow } from "@fleethub/api";

/** The inventory as it is shown: loaded rows in the order in which they were read. Plain data. */
export interface FleetList {
  readonly rows: readonly AgentRow[];
  /** Of the whole result, when it was last read in order. */
  readonly total: number;
  readonly nextCursor: string | null;
  /** UIDs that match and are not in the list yet. */
  readonly came: ReadonlySet<string>;
  /** UIDs in the list that no longer match, or were forgotten. */
  readonly left: ReadonlySet<string>;
}

/** Nothing read yet. */
export const NO_LIST: FleetList = {
  rows: [],
  total: 0,
  nextCursor: null,
  came: new Set(),
  left: new Set(),
};

interface Page {
  readonly items: readonly AgentRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The list read in order from the start: everything that waited is applied. */
export function fromPage(page: Page): FleetList {
  return { ...NO_LIST, rows: page.items, total: page.total, nextCursor: page.nextCursor };
}

/** One more page at the end. Rows that are there already keep their place. */
export function withPage(list: FleetList, page: Page): FleetList {
  const known = new Set(list.rows.map((row) => row.uid));
  const rows = [...list.rows, ...page.items.filter((row) => !known.has(row.uid))];
  const came = new Set([...list.came].filter((uid) => !page.items.some((row) => row.uid === uid)));
  return { ...list, rows, total: page.total, nextCursor: page.nextCursor, came };
}

/**
 * Changed rows in place: nothing moves, whatever order or filter say. `read` are the changed agents as they
 * are now, `matching` the UIDs of them that the query matches, `gone` those that were forgotten. A row that is
 * not loaded counts as one that came only where the whole result is loaded.
 */
export function patched(
  list: FleetList,
  read: readonly AgentRow[],
  matching: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): FleetList {
  const fresh = new Map(read.map((row) => [row.uid, row]));
  const loaded = new Set(list.rows.map((row) => row.uid));
  const came = new Set(list.came);
  const left = new Set(list.left);
  for (const uid of fresh.keys()) {
    const matches = matching.has(uid);
    if (loaded.has(uid)) {
      if (matches) left.delete(uid);
      else left.add(uid);
    } else if (matches && list.nextCursor === null) came.add(uid);
    else came.delete(uid);
  }
  for (const uid of gone) {
    came.delete(uid);
    if (loaded.has(uid)) left.add(uid);
  }
  const rows = list.rows.some((row) => fresh.has(row.uid))
    ? list.rows.map((row) => fresh.get(row.uid) ?? row)
    : list.rows;
  return { ...list, rows, came, left };
}

/** How many changes of place wait: agents that came or left. */
export function waiting(list: FleetList): number {
  return list.came.size + list.left.size;
}
