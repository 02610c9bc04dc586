import type { Place } from "../text/place.js";
import type { ConfigReference } from "./references.js";

/** A value of the configuration. Aliases share the node of their anchor, so the tree may be a DAG. */
export type ConfigNode = MapNode | ListNode | ScalarNode;

/** A map with its keys in written order, merge keys and `a::b` paths already resolved. */
export interface MapNode {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: string;
  readonly keyPlace: Place;
  /** `text` unless YAML reads the key as a number, boolean, null or time. */
  readonly keyType: ScalarType;
  readonly value: ConfigNode;
}

export interface ListNode {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly ConfigNode[];
}

export type ScalarType = "text" | "int" | "float" | "bool" | "null" | "time";

/** A scalar as the Collector's YAML reader types it. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly place: Place;
  readonly type: ScalarType;
  /** Numbers beyond 2^53 are bigint; a time keeps its text. */
  readonly value: string | number | bigint | boolean | null;
  /** How it is written. `empty` means that nothing is written (`key:`). */
  readonly style: "plain" | "single" | "double" | "block" | "empty";
  /** The value as text before typing, escapes undone. */
  readonly source: string;
  /** `${…}` references in it, known only to the agent. Empty for most. */
  readonly references: readonly ConfigReference[];
}

/** The value at a key, or undefined. Anything but a map has no keys. */
export function child(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The value at a path of keys, or undefined. */
export function descend(
  node: ConfigNode | undefined,
  path: readonly string[],
): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>(child, node);
}

/** True for a written or implied null. */
export function isNull(node: ConfigNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "null";
}

/** True when the whole value comes from a `${…}`: its kind and content are known to the agent alone. */
export function isSymbolic(node: ConfigNode | undefined): boolean {
  if (node?.kind !== "scalar") return false;
  const [only] = node.references;
  return only !== undefined && only.raw === node.source;
}

/** "a map", "a list", "text" …: the word that messages use for a value. */
export function kindName(node: ConfigNode): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  switch (node.type) {
    case "null":
      return "null";
    case "bool":
      return "a boolean";
    case "int":
    case "float":
      return "a number";
    case "time":
      return "a time";
    case "text":
      return "text";
  }
}
