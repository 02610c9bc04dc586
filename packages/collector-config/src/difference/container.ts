import { type ConfigNode, isNull } from "../parse/tree.js";
import type { OptionChange } from "./change.js";
import { optionChanges, type Shown } from "./options.js";

/**
 * What differs of a map whose entries are compared one by one elsewhere: that it is empty, null or no map at all on
 * one side. Nothing where its entries tell the difference.
 */
export function containerChanges(
  before: ConfigNode | undefined,
  after: ConfigNode | undefined,
  path: readonly string[],
  shown: Shown,
): readonly OptionChange[] {
  const told = (one: ConfigNode | undefined, other: ConfigNode | undefined) =>
    one?.kind === "map" &&
    (other === undefined || isNull(other) ? one.entries.size > 0 : other.kind === "map");
  if (told(before, after) || told(after, before)) return [];
  return optionChanges(before, after, path, shown);
}
