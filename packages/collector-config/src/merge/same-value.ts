import type { ConfigNode } from "../parse/tree.js";

/** Do two values mean the same to the Collector's reader, whatever their styles and key order? */
export function sameValue(one: ConfigNode, two: ConfigNode): boolean {
  if (one === two) return true;
  if (one.kind === "map") {
    if (two.kind !== "map" || one.entries.size !== two.entries.size) return false;
    for (const [key, entry] of one.entries) {
      const other = two.entries.get(key);
      if (other === undefined || !sameValue(entry.value, other.value)) return false;
    }
    return true;
  }
  if (one.kind === "list") {
    if (two.kind !== "list" || one.items.length !== two.items.length) return false;
    return one.items.every((item, index) => {
      const other = two.items[index];
      return other !== undefined && sameValue(item, other);
    });
  }
  return two.kind === "scalar" && one.type === two.type && Object.is(one.value, two.value);
}
