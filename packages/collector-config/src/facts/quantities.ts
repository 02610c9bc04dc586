import type { ComponentClass } from "../parse/config.js";
import { PACKED } from "./quantities-data.js";

type Quantity = "d" | "z";
/** `d`, `z`, or a place in the list of shared groups. */
type Entry = Quantity | number;

interface PackedQuantities {
  readonly nodes: readonly Readonly<Record<string, Entry>>[];
  /** By class and type, e.g. `processor/batch`; both names of a renamed component are listed. */
  readonly components: Readonly<Record<string, number>>;
}

let unpacked: PackedQuantities | undefined;

/**
 * Whether an option takes a duration: `60s` and `1m` are then the same, and a number counts nanoseconds. Known without
 * a catalogue, from all versions that have one. The path leads from the component's body, list items as any step
 * (`["policies", "0", "latency"]`); false also where nothing is known.
 */
export function isDuration(kind: ComponentClass, type: string, path: readonly string[]): boolean {
  return quantityAt(kind, type, path) === "d";
}

/** Whether an option takes a size: `1MiB` and 1048576 are then the same. Otherwise as isDuration. */
export function isSize(kind: ComponentClass, type: string, path: readonly string[]): boolean {
  return quantityAt(kind, type, path) === "z";
}

function quantityAt(
  kind: ComponentClass,
  type: string,
  path: readonly string[],
): Entry | undefined {
  unpacked ??= read();
  const { nodes, components } = unpacked;
  const key = `${kind}/${type}`;
  let entry: Entry | undefined = Object.hasOwn(components, key) ? components[key] : undefined;
  for (const step of path) {
    const group: Readonly<Record<string, Entry>> | undefined =
      typeof entry === "number" ? nodes[entry] : undefined;
    if (group === undefined) return undefined;
    entry = Object.hasOwn(group, step) ? group[step] : group["*"];
  }
  return entry;
}

function read(): PackedQuantities {
  return JSON.parse(PACKED);
}
