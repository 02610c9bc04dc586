import type { ConfigNode, ListNode, MapEntry, MapNode } from "../parse/tree.js";
import type { LineOrigin } from "./layer.js";
import type { SourcedLine } from "./lines.js";

/** One of the two texts of a merge step. */
export interface Side {
  readonly text: string;
  readonly lines: readonly SourcedLine[];
}

/** Where a line of a side, from 1, comes from. */
export function originIn(side: Side, line: number): LineOrigin {
  return side.lines[line - 1]?.origin ?? { layer: side.lines[0]?.origin.layer ?? 0, line: 1 };
}

/** What a value of the result is made of. */
export type Joined = Kept | JoinedMap | ChangedList;

/** A value as one side has it. */
export interface Kept {
  readonly kind: "kept";
  readonly side: Side;
  readonly node: ConfigNode;
}

/** A map with something of both sides, or with a list that operations changed. */
export interface JoinedMap {
  readonly kind: "map";
  /** Null where the base has no map there. */
  readonly base: MapNode | null;
  /** In the order of the base, new keys behind. */
  readonly entries: ReadonlyMap<string, JoinedEntry>;
}

export interface JoinedEntry {
  /** Where the key is taken from. */
  readonly side: Side;
  readonly entry: MapEntry;
  /** The layer's entry and its map, where the layer says something here. */
  readonly layer: { readonly entry: MapEntry; readonly map: MapNode } | null;
  readonly value: Joined;
}

/** Where the line of an entry's key comes from: a value that the layer sets makes it the layer's line. */
export function entryOrigin({ side, entry, layer, value }: JoinedEntry): LineOrigin {
  const set = layer !== null && value.kind === "kept";
  return set
    ? originIn(value.side, layer.entry.keyPlace.line)
    : originIn(side, entry.keyPlace.line);
}

/** A list after operations. */
export interface ChangedList {
  readonly kind: "list";
  readonly items: readonly { readonly side: Side; readonly node: ConfigNode }[];
}

/** The value as a tree, to compare with what the text parses to. */
export function treeOf(joined: Joined): ConfigNode {
  if (joined.kind === "kept") return joined.node;
  const place = { line: 1, column: 1, offset: 0, end: 0 };
  if (joined.kind === "list") {
    const list: ListNode = { kind: "list", place, items: joined.items.map(({ node }) => node) };
    return list;
  }
  const entries = new Map<string, MapEntry>();
  for (const [key, each] of joined.entries) {
    entries.set(key, { ...each.entry, key, value: treeOf(each.value) });
  }
  return { kind: "map", place, entries };
}
