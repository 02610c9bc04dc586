import type { ConfigNode } from "../parse/tree.js";
import type { OptionChange } from "./change.js";
import { optionChanges, type Shown } from "./options.js";

/**
 * What differs of a map whose entries are compared one by one elsewhere: that it is no map on one side. Nothing where
 * its entries tell the difference.
 */
export function containerChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  path: readonly string[],
  shown: Shown,
): readonly OptionChange[] {
  const told = (node: ConfigNode | undefined) => node === undefined || node.kind === "map";
  return told(before) && told(after) ? [] : optionChanges(before, after, path, shown);
}
