import type { ConfigNode } from "../parse/tree.js";

/** A value below another, and the keys to it. */
export interface Found {
  /** Undefined where the path ends at nothing. */
  readonly node: ConfigNode | undefined;
  readonly path: readonly string[];
}

/**
 * Every value at a path of keys, where `*` stands for each entry of a map or list. A key that is not there answers one
 * undefined; `*` of nothing answers none.
 */
export function descendAll(
  node: ConfigNode | undefined,
  path: readonly string[],
): readonly Found[] {
  let found: Found[] = [{ node, path: [] }];
  for (const key of path) {
    found = found.flatMap(({ node: at, path: keys }): Found[] => {
      // What comes from the environment as a whole may hold anything below.
      if (at?.kind === "scalar" && at.references.length > 0) return [{ node: at, path: keys }];
      if (key !== "*") {
        const below = at?.kind === "map" ? at.entries.get(key)?.value : undefined;
        const item = at?.kind === "list" ? at.items[Number(key)] : below;
        return [{ node: item, path: [...keys, key] }];
      }
      if (at?.kind === "map")
        return [...at.entries].map(([own, { value }]) => ({ node: value, path: [...keys, own] }));
      if (at?.kind === "list")
        return at.items.map((item, index) => ({ node: item, path: [...keys, `${index}`] }));
      return [];
    });
  }
  return found;
}
