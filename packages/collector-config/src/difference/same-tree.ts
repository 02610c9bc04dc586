import { canonicalValue } from "../fingerprint/canonical.js";
import type { ConfigNode } from "../parse/tree.js";
import { once } from "./once.js";

const untyped = once((node: ConfigNode) => canonicalValue(node, undefined, []));

/**
 * Whether two values are written alike, key order and style apart. True means that their canonical texts are equal;
 * false only that they may differ (`5s` and `5000ms`). Fast when either was compared before.
 */
export function sameTree(a: ConfigNode | undefined, b: ConfigNode | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && a.kind === b.kind && untyped(a) === untyped(b);
}
