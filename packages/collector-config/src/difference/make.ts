import type { ConfigNode, ListNode, MapNode, ScalarNode } from "../parse/tree.js";

const NOWHERE = { line: 1, column: 1, offset: -1, end: -1 };

/** A map that stands in no text. */
export function mapOf(entries: Iterable<readonly [string, ConfigNode]>): MapNode {
  return {
    kind: "map",
    place: NOWHERE,
    entries: new Map(
      [...entries].map(([key, value]) => [
        key,
        { key, keyPlace: NOWHERE, keyType: "text" as const, value },
      ]),
    ),
  };
}

/** A list of texts that stands in no text. */
export function listOf(items: readonly string[]): ListNode {
  return { kind: "list", place: NOWHERE, items: items.map(textOf) };
}

/** A text that stands in no text; `${…}` in it is not looked for. */
function textOf(source: string): ScalarNode {
  return {
    kind: "scalar",
    place: NOWHERE,
    type: "text",
    value: source,
    style: "plain",
    source,
    references: [],
  };
}

/** The map with a key set, or without it. Keys keep their order. */
export function withEntry(node: MapNode, key: string, value: ConfigNode | undefined): MapNode {
  const entries = new Map(node.entries);
  if (value === undefined) entries.delete(key);
  else {
    const known = entries.get(key);
    entries.set(
      key,
      known === undefined
        ? { key, keyPlace: NOWHERE, keyType: "text", value }
        : { ...known, value },
    );
  }
  return { ...node, entries };
}
