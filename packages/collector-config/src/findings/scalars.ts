import type { CollectorConfig, Component } from "../parse/config.js";
import { keysOf, type PathLink } from "../parse/path-link.js";
import type { ConfigNode, ScalarNode } from "../parse/tree.js";

/** A scalar of the configuration, and how it is reached. */
export interface FoundScalar {
  readonly node: ScalarNode;
  /** The nearest key above it. */
  readonly key: string;
  /** The component whose options it belongs to. */
  readonly component: Component | undefined;
  readonly link: PathLink;
}

/** Keys from the root to a scalar. */
export function pathOf(found: FoundScalar): string[] {
  return keysOf(found.link);
}

/** Every scalar once, by the first way that leads to it: components in order, then what is left. */
export function scalarsOf(config: CollectorConfig): FoundScalar[] {
  const found: FoundScalar[] = [];
  const seen = new Set<ConfigNode>();
  let component: Component | undefined;
  const walk = (node: ConfigNode, key: string, link: PathLink): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "scalar") found.push({ node, key, component, link });
    else if (node.kind === "list") {
      for (const [i, item] of node.items.entries()) walk(item, key, { key: `${i}`, above: link });
    } else {
      for (const [each, { value }] of node.entries) walk(value, each, { key: each, above: link });
    }
  };
  for (component of config.components) {
    const [section = "", id = ""] = component.path;
    walk(component.body, id, { key: id, above: { key: section, above: undefined } });
  }
  component = undefined;
  for (const [key, { value }] of config.root.entries) walk(value, key, { key, above: undefined });
  return found;
}

/** True for a value that operators of log receivers or actions of processors write into telemetry. */
export function keyIsData({ key, link }: FoundScalar): boolean {
  if (!/^(value|default_value|values)$/.test(key)) return false;
  for (let each = link.above; each !== undefined; each = each.above)
    if (/^(operators|actions|attributes)$/.test(each.key)) return true;
  return false;
}
