/** The list that one came from, so that an agent's page can go up and down in it. For this visit only. */
let uids: readonly string[] = [];

/** Keeps the order of the list in sight. */
export function rememberWalk(list: readonly string[]): void {
  uids = list;
}

/** The agents before and after this one in that list; null at its ends, or where one came otherwise. */
export function neighbours(uid: string): {
  readonly before: string | null;
  readonly after: string | null;
} {
  const at = uids.indexOf(uid);
  if (at < 0) return { before: null, after: null };
  return { before: uids[at - 1] ?? null, after: uids[at + 1] ?? null };
}
