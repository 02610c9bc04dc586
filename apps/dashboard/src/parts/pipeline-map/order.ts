/** Above this many comparisons nobody reads what moved. */
const COMPARED_MAX = 250_000;

/** Names of both lists that keep their order among each other: a longest common subsequence. */
export function stayedInOrder(
  before: readonly string[],
  after: readonly string[],
): ReadonlySet<string> {
  if (before.length * after.length > COMPARED_MAX) return new Set(after);
  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept = new Set<string>();
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const name = before[i];
    if (name !== undefined && name === after[j]) {
      kept.add(name);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
}

/**
 * A column for every processor such that each stands after those before it in any pipeline; so that `batch` stands
 * under `batch`. Where pipelines disagree about the order, each counts for itself.
 */
export function columnsOf(
  lists: readonly (readonly string[])[],
): (list: number, at: number) => number {
  const own = (_list: number, at: number) => at;
  const next = new Map<string, Set<string>>();
  const waits = new Map<string, number>();
  for (const list of lists) {
    if (new Set(list).size < list.length) return own;
    for (const [at, name] of list.entries()) {
      waits.set(name, waits.get(name) ?? 0);
      const before = list[at - 1];
      if (before === undefined) continue;
      const followers = next.get(before) ?? new Set();
      next.set(before, followers);
      if (followers.has(name)) continue;
      followers.add(name);
      waits.set(name, (waits.get(name) ?? 0) + 1);
    }
  }
  const column = new Map<string, number>();
  const ready = [...waits].filter(([, count]) => count === 0).map(([name]) => name);
  for (const name of ready) column.set(name, column.get(name) ?? 0);
  let placed = 0;
  // The list grows while it is walked.
  for (const name of ready) {
    placed += 1;
    for (const follower of next.get(name) ?? []) {
      column.set(follower, Math.max(column.get(follower) ?? 0, (column.get(name) ?? 0) + 1));
      const left = (waits.get(follower) ?? 1) - 1;
      waits.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  if (placed < waits.size) return own;
  return (list, at) => column.get(lists[list]?.[at] ?? "") ?? at;
}
