import type { ConfigNode, MapEntry } from "./tree.js";

/** Stands between the parts of a key that is a path. */
export const PATH_DELIMITER = "::";

/**
 * Spells out keys that are paths (`protocols::grpc::endpoint: x`), as confmap does: in maps at every level,
 * not inside lists. A tree without such keys is answered as it is.
 */
export function spellOutPaths(node: ConfigNode): ConfigNode {
  return walk(node, new Map());
}

function walk(node: ConfigNode, done: Map<ConfigNode, ConfigNode>): ConfigNode {
  if (node.kind !== "map") return node;
  const known = done.get(node);
  if (known !== undefined) return known;
  let changed = false;
  const entries = new Map<string, MapEntry>();
  const own: OwnMaps = new WeakSet([entries]);
  for (const entry of node.entries.values()) {
    const value = walk(entry.value, done);
    const parts = entry.key.split(PATH_DELIMITER);
    if (parts.length === 1 && !entries.has(entry.key)) {
      entries.set(entry.key, value === entry.value ? entry : { ...entry, value });
      changed ||= value !== entry.value;
    } else {
      changed = true;
      insert(entries, parts, { ...entry, value }, own);
    }
  }
  const result = changed ? { ...node, entries } : node;
  done.set(node, result);
  return result;
}

/** Maps made for the tree that is being built: nobody else sees them yet, so they may be written to. */
type OwnMaps = WeakSet<Map<string, MapEntry>>;

function insert(
  entries: Map<string, MapEntry>,
  parts: readonly string[],
  entry: MapEntry,
  own: OwnMaps,
): void {
  const [head = "", ...rest] = parts;
  const present = entries.get(head);
  let value = entry.value;
  if (rest.length > 0) {
    const inner = writable(present, own);
    insert(inner, rest, entry, own);
    value = { kind: "map", place: entry.keyPlace, entries: inner };
  } else if (present?.value.kind === "map" && value.kind === "map") {
    const inner = writable(present, own);
    for (const each of value.entries.values()) insert(inner, [each.key], each, own);
    value = { kind: "map", place: value.place, entries: inner };
  }
  entries.set(head, { ...entry, keyPlace: present?.keyPlace ?? entry.keyPlace, key: head, value });
}

function writable(present: MapEntry | undefined, own: OwnMaps): Map<string, MapEntry> {
  const there = present?.value.kind === "map" ? present.value.entries : undefined;
  if (there instanceof Map && own.has(there)) return there;
  const made = new Map(there);
  own.add(made);
  return made;
}
