import { type IdResult, readComponentId, readIdParts } from "../parse/component-id.js";
import { type CollectorConfig, ROLES, SECTIONS } from "../parse/config.js";
import {
  type ConfigNode,
  isNull,
  type ListNode,
  type MapEntry,
  type MapNode,
} from "../parse/tree.js";

const SECTION_KEYS: ReadonlySet<string> = new Set(Object.values(SECTIONS));

/**
 * The tree with everything that a Collector reads alike written alike: ids trimmed, in keys and in lists of names;
 * sections, `service` and its parts, and roles of pipelines that are null or empty left out; a component or pipeline
 * without body, or with one that a Collector does not read, as an empty map. Values keep their nodes, and so their places. Of two keys with one id the exact one
 * is taken and the other stays as it is written.
 */
export function normalForm({ root }: Pick<CollectorConfig, "root">): MapNode {
  return mapped(root, (key, value) => {
    if (SECTION_KEYS.has(key)) return filled(section(value, readComponentId, componentBody));
    return key === "service" ? filled(service(value)) : value;
  });
}

function service(node: ConfigNode): ConfigNode {
  if (node.kind !== "map") return node;
  return mapped(node, (key, value) => {
    if (key === "extensions") return filled(names(value));
    if (key === "pipelines") return filled(section(value, readIdParts, pipeline));
    return key === "telemetry" ? filled(value) : value;
  });
}

function pipeline(node: ConfigNode): ConfigNode {
  const body = bodyOf(node);
  if (body.kind !== "map") return body;
  return mapped(body, (key, value) =>
    ROLES.some((role) => role === key) ? filled(names(value)) : value,
  );
}

/** Options under a key with blanks are read by nobody. */
function componentBody(node: ConfigNode, exact: boolean): ConfigNode {
  return exact ? bodyOf(node) : { kind: "map", place: node.place, entries: new Map() };
}

/** Null as what it stands for: no option is set. */
function bodyOf(node: ConfigNode): ConfigNode {
  return isNull(node) ? { kind: "map", place: node.place, entries: new Map() } : node;
}

/** Undefined where nothing is in it. */
function filled(node: ConfigNode): ConfigNode | undefined {
  if (isNull(node)) return undefined;
  if (node.kind === "map" && node.entries.size === 0) return undefined;
  return node.kind === "list" && node.items.length === 0 ? undefined : node;
}

function mapped(
  node: MapNode,
  to: (key: string, value: ConfigNode) => ConfigNode | undefined,
): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    const value = to(key, entry.value);
    if (value === entry.value) entries.set(key, entry);
    else if (value !== undefined) entries.set(key, { ...entry, value });
  }
  return { ...node, entries };
}

function section(
  node: ConfigNode,
  read: (key: string) => IdResult,
  to: (value: ConfigNode, exact: boolean) => ConfigNode,
): ConfigNode {
  if (node.kind !== "map") return node;
  const keys = [...node.entries.keys()];
  const owner = new Map<string, string>();
  for (const key of keys) {
    const found = read(key);
    if (!found.ok) continue;
    const { id } = found.id;
    const known = owner.get(id);
    // The exact spelling wins, so that the order of keys does not count.
    if (known === undefined || key === id || (known !== id && key < known)) owner.set(id, key);
  }
  const ids = new Map([...owner].map(([id, key]) => [key, id]));
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries) {
    const id = ids.get(key);
    if (id === undefined) entries.set(key, entry);
    else
      entries.set(id, { ...entry, key: id, keyType: "text", value: to(entry.value, key === id) });
  }
  return { ...node, entries };
}

function names(node: ConfigNode): ConfigNode {
  if (node.kind !== "list") return node;
  const items = node.items.map((item) => {
    if (item.kind !== "scalar" || item.type !== "text" || item.references.length > 0) return item;
    const found = readIdParts(item.source);
    const id = found.ok ? found.id.id : item.source;
    return id === item.source ? item : { ...item, value: id, source: id };
  });
  return { ...node, items } satisfies ListNode;
}
