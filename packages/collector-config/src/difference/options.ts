import { canonicalScalar, canonicalValue, type Typing } from "../fingerprint/canonical.js";
import { type ConfigNode, isNull } from "../parse/tree.js";
import type { OptionChange } from "./change.js";
import { listEdits } from "./lists.js";
import type { OneLine } from "./one-line.js";
import { sameTree } from "./same-tree.js";

/** How the values of either side are shown, and whose options they are. */
export interface Shown {
  readonly before: OneLine;
  readonly after: OneLine;
  readonly typing?: Typing | undefined;
}

/**
 * Where two values differ: maps key by key, lists item by item. None exactly where the canonical texts are equal.
 */
export function optionChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  path: readonly string[],
  shown: Shown,
): readonly OptionChange[] {
  const found: OptionChange[] = [];
  compare(before, after, path, shown, found);
  return found;
}

function compare(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  path: readonly string[],
  shown: Shown,
  found: OptionChange[],
): void {
  if (before === after) return;
  if (before?.kind === "map" && after?.kind === "map") {
    for (const [key, { value }] of before.entries)
      compare(value, after.entries.get(key)?.value, [...path, key], shown, found);
    for (const [key, { value }] of after.entries)
      if (!before.entries.has(key)) compare(undefined, value, [...path, key], shown, found);
    return;
  }
  if (before?.kind === "list" && after?.kind === "list") {
    if (sameTree(before, after)) return;
    const edits = listEdits(before.items, after.items, (node) =>
      canonicalValue(node, shown.typing, [...path, "0"]),
    );
    if (edits !== null) {
      for (const { kind, from, to } of edits) {
        const [was, is] = [before.items[from], after.items[to]];
        if (kind === "kept") compare(was, is, [...path, `${to}`], shown, found);
        else
          found.push({
            path: [...path, `${kind === "removed" ? from : to}`],
            before: kind === "added" || was === undefined ? null : shown.before(was),
            after: kind === "removed" || is === undefined ? null : shown.after(is),
            item: kind,
            ...(kind === "moved" ? { from } : {}),
          });
      }
      return;
    }
    const text = (node: ConfigNode) => canonicalValue(node, shown.typing, path);
    if (text(before) === text(after)) return;
  }
  if (before?.kind === "scalar" && after?.kind === "scalar") {
    const text = (node: typeof before) => canonicalScalar(node, shown.typing, path);
    if (text(before) === text(after)) return;
  }
  found.push({
    path,
    before: before === undefined ? null : shown.before(before),
    after: after === undefined ? null : shown.after(after),
  });
}

/** As `optionChanges`; a body without options is told by the options of the other side. */
export function bodyChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  shown: Shown,
): readonly OptionChange[] {
  const filled = (node: ConfigNode | undefined, other: ConfigNode | undefined) =>
    (node === undefined || isNull(node)) && other?.kind === "map"
      ? ({ kind: "map", place: other.place, entries: new Map() } as const)
      : node;
  return optionChanges(filled(before, after), filled(after, before), [], shown);
}
