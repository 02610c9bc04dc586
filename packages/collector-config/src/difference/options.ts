import { type ConfigNode, isNull, type ListNode, type ScalarNode } from "../parse/tree.js";
import type { OptionChange } from "./change.js";
import type { OneLine } from "./one-line.js";

/** How the values of either side are shown. */
export interface Shown {
  readonly before: OneLine;
  readonly after: OneLine;
}

/**
 * Where two values differ: maps key by key, lists of one length item by item, else as a whole. None exactly where
 * the canonical bytes are equal. No value is read as a duration or size.
 */
export function optionChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  path: readonly string[],
  shown: Shown,
): readonly OptionChange[] {
  if (before?.kind === "map" && after?.kind === "map") {
    const keys = new Set([...before.entries.keys(), ...after.entries.keys()]);
    return [...keys].flatMap((key) =>
      optionChanges(
        before.entries.get(key)?.value,
        after.entries.get(key)?.value,
        [...path, key],
        shown,
      ),
    );
  }
  if (before?.kind === "list" && after?.kind === "list" && sameLength(before, after)) {
    return before.items.flatMap((item, at) =>
      optionChanges(item, after.items[at], [...path, `${at}`], shown),
    );
  }
  if (before === undefined && after === undefined) return [];
  if (before?.kind === "scalar" && after?.kind === "scalar" && sameScalar(before, after)) return [];
  return [
    {
      path,
      before: before === undefined ? null : shown.before(before),
      after: after === undefined ? null : shown.after(after),
    },
  ];
}

/** As `optionChanges`; a body without options (`name:`) is told by the options of the other side. */
export function bodyChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  shown: Shown,
): readonly OptionChange[] {
  const empty = (node: ConfigNode | undefined, other: ConfigNode | undefined) =>
    (node === undefined || isNull(node)) && other?.kind === "map" && other.entries.size > 0
      ? ({ kind: "map", place: other.place, entries: new Map() } as const)
      : node;
  return optionChanges(empty(before, after), empty(after, before), [], shown);
}

const sameLength = (a: ListNode, b: ListNode) => a.items.length === b.items.length;

function sameScalar(a: ScalarNode, b: ScalarNode): boolean {
  if (a.type !== b.type) return false;
  return a.type === "text" || a.type === "time"
    ? a.source === b.source
    : Object.is(a.value, b.value);
}
