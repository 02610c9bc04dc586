import type { CollectorConfig } from "../parse/config.js";
import { type ConfigReference, findReferences } from "../parse/references.js";
import { secretNameOf } from "../secrets/secret.js";
import type { ConfigNode, ScalarNode } from "../parse/tree.js";
import type { Place } from "../text/place.js";
import { VARIABLE_SCHEME } from "./variable.js";

/** One place where a configuration takes a variable. */
export interface VariablePlace {
  /** Of the whole value that the reference stands in. */
  readonly place: Place;
  readonly path: readonly string[];
  /** The value is the reference and nothing else. */
  readonly whole: boolean;
}

/** A variable that a configuration takes. */
export interface UsedVariable {
  /** As written; `VARIABLE_NAME` says what it should be. */
  readonly name: string;
  readonly places: readonly VariablePlace[];
}

/** The variables `${fleethub:NAME}` of a configuration in reading order. Keys and comments take none. */
export function variablesIn(config: CollectorConfig): readonly UsedVariable[] {
  const found = new Map<string, VariablePlace[]>();
  for (const { node, path, names } of valuesWithVariables(config.root)) {
    for (const name of new Set(names)) {
      const [only] = node.references;
      const whole = only !== undefined && only.raw === node.source;
      const places = found.get(name) ?? [];
      places.push({ place: node.place, path, whole });
      found.set(name, places);
    }
  }
  return [...found].map(([name, places]) => ({ name, places }));
}

/** A value with references to variables. */
export interface ValueWithVariables {
  readonly node: ScalarNode;
  readonly path: readonly string[];
  readonly names: readonly string[];
  /** One stands inside another `${…}`. */
  readonly nested: boolean;
}

/** Every value with references to variables, each once however many aliases lead to it, in reading order. */
export function valuesWithVariables(root: ConfigNode): readonly ValueWithVariables[] {
  const found: ValueWithVariables[] = [];
  const seen = new Set<ConfigNode>();
  const walk = (node: ConfigNode, path: readonly string[]): void => {
    if (node.kind === "scalar") {
      if (node.references.length === 0 || seen.has(node)) return;
      seen.add(node);
      const own = node.references.filter(isVariable);
      const inner = node.references
        .filter(({ nested }) => nested)
        .flatMap(({ raw }) => findReferences(raw.slice(2, -1)))
        .filter(isVariable);
      const names = [...own, ...inner].map(({ name }) => name);
      if (names.length > 0) found.push({ node, path, names, nested: inner.length > 0 });
      return;
    }
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") node.items.forEach((item, at) => walk(item, [...path, `${at}`]));
    else for (const [key, { value }] of node.entries) walk(value, [...path, key]);
  };
  walk(root, []);
  return found.sort((a, b) => a.node.place.offset - b.node.place.offset);
}

const isVariable = ({ scheme, name }: ConfigReference): boolean =>
  scheme === VARIABLE_SCHEME && secretNameOf(scheme, name) === null;
