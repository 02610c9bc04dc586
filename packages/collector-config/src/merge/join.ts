import { type Finding, finding } from "../finding.js";
import { type ConfigNode, isNull, kindName, type MapNode } from "../parse/tree.js";
import type { Joined, JoinedEntry, JoinedMap, Side } from "./joined.js";
import { isOperations, mayHoldOperations, operate, takesOperations } from "./operations.js";
import { sameValue } from "./same-value.js";

/** A layer laid over what stands beneath. */
export interface JoinResult {
  /** Null where the layer changes nothing. */
  readonly joined: JoinedMap | null;
  /** With places in the layer's text. */
  readonly findings: readonly Finding[];
}

/** Maps merge, scalars and lists replace, operations change lists of names. */
export function join(base: Side, below: MapNode, layer: Side, above: MapNode): JoinResult {
  const joining = new Joining(base, layer);
  const joined = joining.maps(below, above, []);
  return { joined: joined.kind === "map" ? joined : null, findings: joining.findings };
}

class Joining {
  readonly findings: Finding[] = [];
  private readonly base: Side;
  private readonly layer: Side;

  constructor(base: Side, layer: Side) {
    this.base = base;
    this.layer = layer;
  }

  maps(below: MapNode | null, above: MapNode, path: readonly string[]): Joined {
    const entries = new Map<string, JoinedEntry>();
    let changed = false;
    for (const [key, entry] of below?.entries ?? []) {
      const over = above.entries.get(key);
      const kept = { kind: "kept", side: this.base, node: entry.value } as const;
      const value =
        over === undefined ? kept : this.values(entry.value, over.value, [...path, key]);
      const same = value.kind === "kept" && value.side === this.base;
      changed ||= !same;
      const layer = over === undefined || same ? null : { entry: over, map: above };
      entries.set(key, { side: this.base, entry, layer, value });
    }
    for (const [key, entry] of above.entries) {
      if (below?.entries.has(key)) continue;
      const value = this.fresh(entry.value, [...path, key]);
      if (value === null) continue;
      changed = true;
      entries.set(key, { side: this.layer, entry, layer: { entry, map: above }, value });
    }
    if (changed || below === null) return { kind: "map", base: below, entries };
    return { kind: "kept", side: this.base, node: below };
  }

  private values(below: ConfigNode, above: ConfigNode, path: readonly string[]): Joined {
    const kept = { kind: "kept", side: this.base, node: below } as const;
    if (takesOperations(path) && isOperations(above)) {
      const { list, findings } = operate({ side: this.base, node: below }, this.layer, above, path);
      this.findings.push(...findings);
      return list ?? kept;
    }
    const maps = below.kind === "map" && above.kind === "map";
    if (maps && below.entries.size > 0) return this.maps(below, above, path);
    if (sameValue(below, above)) return kept;
    this.warnOfClearing(below, above, path);
    return this.fresh(above, path) ?? kept;
  }

  /** A value of the layer with nothing beneath; null where only operations that failed are in it. */
  private fresh(above: ConfigNode, path: readonly string[]): Joined | null {
    if (takesOperations(path) && isOperations(above)) {
      const { list, findings } = operate(undefined, this.layer, above, path);
      this.findings.push(...findings);
      return list;
    }
    if (above.kind === "map" && mayHoldOperations(path) && holdsOperations(above, path)) {
      const made = this.maps(null, above, path);
      return made.kind === "map" && made.entries.size === 0 ? null : made;
    }
    return { kind: "kept", side: this.layer, node: above };
  }

  private warnOfClearing(below: ConfigNode, above: ConfigNode, path: readonly string[]): void {
    const section = path.length === 1 || (path.length === 2 && path[1] === "pipelines");
    if (!section || below.kind !== "map" || below.entries.size === 0) return;
    const says = isNull(above) ? "is empty" : `is ${kindName(above)}`;
    this.findings.push(
      finding({
        severity: "warning",
        code: "layer-clears-section",
        place: above.place,
        path,
        message: `${path.join(".")} ${says} here and takes the place of the ${below.entries.size} beneath.`,
        remedy: "Leave the key out to keep what is beneath.",
      }),
    );
  }
}

function holdsOperations(node: ConfigNode, path: readonly string[]): boolean {
  if (takesOperations(path)) return isOperations(node);
  if (node.kind !== "map" || !mayHoldOperations(path)) return false;
  for (const [key, entry] of node.entries) {
    if (holdsOperations(entry.value, [...path, key])) return true;
  }
  return false;
}
