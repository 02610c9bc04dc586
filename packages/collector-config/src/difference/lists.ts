import { child, type ConfigNode } from "../parse/tree.js";
import { LIST_CELLS_MAX } from "./limits.js";

/** What happened to one item. `from` and `to` are positions before and after, -1 where there is none. */
export interface ListEdit {
  /** `kept`: an item that stands for the other, which may differ inside. */
  readonly kind: "removed" | "added" | "moved" | "kept";
  readonly from: number;
  readonly to: number;
}

/**
 * The step from one list to another: removals, then additions and moves by their new position, then the items that
 * stayed but differ. Items are alike where `text` is; the longest run of those keeps its place. Null where the lists
 * are too long to be told apart item by item (LIST_CELLS_MAX).
 */
export function listEdits(
  before: readonly ConfigNode[],
  after: readonly ConfigNode[],
  text: (node: ConfigNode) => string,
): readonly ListEdit[] | null {
  const [a, b] = [before.map(text), after.map(text)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const room = Math.min(a.length, b.length) - head;
  while (tail < room && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [aEnd, bEnd] = [a.length - tail, b.length - tail];
  if ((aEnd - head) * (bEnd - head) > LIST_CELLS_MAX) return null;
  const same = longestCommon(a.slice(head, aEnd), b.slice(head, bEnd));
  const removed: ListEdit[] = [];
  const added: ListEdit[] = [];
  const kept: ListEdit[] = [];
  let [from, to] = [head, head];
  for (const [x, y] of [
    ...same.map(([x, y]) => [x + head, y + head] as const),
    [aEnd, bEnd] as const,
  ]) {
    gap(before, after, [from, x], [to, y], { removed, added, kept });
    [from, to] = [x + 1, y + 1];
  }
  return [...moves(a, b, removed, added), ...kept];
}

/** Positions of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (x: number, y: number) => lengths[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x--)
    for (let y = b.length - 1; y >= 0; y--)
      lengths[x * width + y] =
        a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const pairs: [number, number][] = [];
  for (let x = 0, y = 0; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) pairs.push([x++, y++]);
    else if (at(x + 1, y) >= at(x, y + 1)) x++;
    else y++;
  }
  return pairs;
}

type Range = readonly [from: number, end: number];

/** Items between two that stayed: those that stand for each other are kept, the others went or came. */
function gap(
  before: readonly ConfigNode[],
  after: readonly ConfigNode[],
  [from, fromEnd]: Range,
  [to, toEnd]: Range,
  edits: Readonly<Record<"removed" | "added" | "kept", ListEdit[]>>,
): void {
  const sameLength = fromEnd - from === toEnd - to;
  let next = to;
  for (let x = from; x < fromEnd; x++) {
    let y = next;
    if (sameLength) y = to + (x - from);
    else while (y < toEnd && !standsFor(before[x], after[y])) y++;
    if (y >= toEnd || (sameLength && !alike(before[x], after[y]))) {
      edits.removed.push({ kind: "removed", from: x, to: -1 });
      continue;
    }
    for (; next < y; next++) edits.added.push({ kind: "added", from: -1, to: next });
    next = y + 1;
    edits.kept.push({ kind: "kept", from: x, to: y });
  }
  for (; next < toEnd; next++) edits.added.push({ kind: "added", from: -1, to: next });
}

const NAMING = ["name", "id", "key", "type"];

function named(node: ConfigNode | undefined): string | undefined {
  const key = NAMING.find((each) => child(node, each)?.kind === "scalar");
  const value = key === undefined ? undefined : child(node, key);
  return value?.kind === "scalar" ? `${key} ${value.source}` : undefined;
}

/** Two maps that carry the same name. */
function standsFor(one: ConfigNode | undefined, other: ConfigNode | undefined): boolean {
  const name = named(one);
  return name !== undefined && name === named(other);
}

/** Whether one place of a list may hold the one before and the other after. */
function alike(one: ConfigNode | undefined, other: ConfigNode | undefined): boolean {
  return one?.kind === other?.kind && (one?.kind !== "map" || named(one) === named(other));
}

/** An item that went at one place and came at another has moved. */
function moves(
  a: readonly string[],
  b: readonly string[],
  removed: readonly ListEdit[],
  added: readonly ListEdit[],
): readonly ListEdit[] {
  const gone = new Map<string, ListEdit[]>();
  for (const edit of removed) {
    const text = a[edit.from] ?? "";
    gone.set(text, [...(gone.get(text) ?? []), edit]);
  }
  const moved = new Set<ListEdit>();
  const came = added.map((edit) => {
    const source = gone.get(b[edit.to] ?? "")?.shift();
    if (source === undefined) return edit;
    moved.add(source);
    return { kind: "moved" as const, from: source.from, to: edit.to };
  });
  return [...removed.filter((edit) => !moved.has(edit)), ...came.sort((x, y) => x.to - y.to)];
}
