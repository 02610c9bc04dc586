import type { CollectorConfig } from "../parse/config.js";
import { findReferences } from "../parse/references.js";
import type { ConfigNode, ScalarNode } from "../parse/tree.js";
import type { Place } from "../text/place.js";
import { secretNameOf } from "./secret.js";

/** One place where a configuration takes a secret. */
export interface SecretPlace {
  /** Of the whole value that the reference stands in. */
  readonly place: Place;
  readonly path: readonly string[];
}

/** A secret that a configuration takes. */
export interface UsedSecret {
  readonly name: string;
  readonly places: readonly SecretPlace[];
}

/** A value with references to secrets. */
export interface ValueWithSecrets extends SecretPlace {
  readonly node: ScalarNode;
  readonly names: readonly string[];
  /** One stands inside another `${…}`. */
  readonly nested: boolean;
}

/** The secrets `${fleethub:secret/NAME}` of a configuration in reading order. Keys and comments take none. */
export function secretsIn(config: CollectorConfig): readonly UsedSecret[] {
  const found = new Map<string, SecretPlace[]>();
  for (const { place, path, names } of valuesWithSecrets(config.root)) {
    for (const name of new Set(names)) {
      found.set(name, [...(found.get(name) ?? []), { place, path }]);
    }
  }
  return [...found].map(([name, places]) => ({ name, places }));
}

/** Every value with references to secrets, each once however many aliases lead to it, in reading order. */
export function valuesWithSecrets(root: ConfigNode): readonly ValueWithSecrets[] {
  const found: ValueWithSecrets[] = [];
  const seen = new Set<ConfigNode>();
  const walk = (node: ConfigNode, path: readonly string[]): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") node.items.forEach((item, at) => walk(item, [...path, `${at}`]));
    else if (node.kind === "map") {
      for (const [key, { value }] of node.entries) walk(value, [...path, key]);
    } else if (node.references.length > 0) {
      const own = namesIn(node.references);
      const inner = node.references
        .filter(({ nested }) => nested)
        .flatMap(({ raw }) => namesIn(findReferences(raw.slice(2, -1))));
      const names = [...own, ...inner];
      const { place } = node;
      if (names.length > 0) found.push({ node, place, path, names, nested: inner.length > 0 });
    }
  };
  walk(root, []);
  return found.sort((a, b) => a.place.offset - b.place.offset);
}

function namesIn(references: ReturnType<typeof findReferences>): readonly string[] {
  return references.flatMap(({ scheme, name }) => secretNameOf(scheme, name) ?? []);
}
