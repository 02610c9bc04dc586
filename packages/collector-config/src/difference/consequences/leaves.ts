import type { ConfigNode, ScalarNode } from "../../parse/tree.js";

/** One written value inside a component's body. */
export interface Leaf {
  readonly path: readonly string[];
  /** Last key that is no list position. */
  readonly key: string;
  readonly node: ScalarNode;
}

/** Every scalar of a body, in order. */
export function leavesOf(body: ConfigNode): readonly Leaf[] {
  const found: Leaf[] = [];
  const walk = (node: ConfigNode, path: readonly string[], key: string): void => {
    if (node.kind === "scalar") found.push({ path, key, node });
    else if (node.kind === "list")
      for (const [at, item] of node.items.entries()) walk(item, [...path, `${at}`], key);
    else for (const [name, { value }] of node.entries) walk(value, [...path, name], name);
  };
  walk(body, [], "");
  return found;
}

/** Whether it is the boolean. */
export function isBool(node: ConfigNode | undefined, value: boolean): boolean {
  return node?.kind === "scalar" && node.type === "bool" && node.value === value;
}
