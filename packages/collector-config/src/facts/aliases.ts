import type { ComponentClass } from "../parse/config.js";
import { knownComponent } from "./component-words.js";

/**
 * The other name of a component type, or undefined. A Collector's component list may show only one of the two
 * (0.159 the newer) or neither (0.149 leaves such components out).
 */
export function aliasOf(kind: ComponentClass, type: string): string | undefined {
  return knownComponent(kind, type)?.names.find((name) => name !== type);
}

/** One spelling for both names of a component: the newer. */
export function currentName(kind: ComponentClass, type: string): string {
  return knownComponent(kind, type)?.names[0] ?? type;
}
