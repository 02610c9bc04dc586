import type { ComponentClass } from "../parse/config.js";

/** The form in which a catalogue is kept: equal subtrees once, short words. Written by scripts/catalogue. */
export interface PackedCatalogue {
  readonly version: string;
  /** Beginnings of module paths. */
  readonly roots: readonly string[];
  /** Nodes that occur more than once; a number anywhere is a place in this list. */
  readonly nodes: readonly PackedNode[];
  readonly components: Partial<Record<ComponentClass, Readonly<Record<string, PackedComponent>>>>;
}

/** `r`oot and rest of the `m`odule, `v`ersion where borrowed, `a`liases, `s`tability, `o`ptions. */
export interface PackedComponent {
  readonly r: number;
  readonly m: string;
  readonly v?: string;
  readonly a?: readonly string[];
  readonly s: Readonly<Record<string, string>>;
  readonly o: PackedNode | null;
}

/** A letter for a leaf, a number for a shared node, otherwise what the node holds. */
export type PackedNode = PackedLeaf | number | PackedParts;

/** `u` is an unsigned integer, `x` a secret text. */
export type PackedLeaf = "s" | "x" | "b" | "i" | "u" | "n" | "d" | "z" | "a" | "l";

/** `p`: options, `v`: values, `o`: open, `i`: items, `e`: enum, `c`: any case, `d`: deprecated, `q`: required, `t`: the plain leaf, `f`: fits any of. */
export interface PackedParts {
  readonly t?: PackedLeaf | number;
  readonly p?: Readonly<Record<string, PackedNode>>;
  readonly v?: PackedNode;
  readonly o?: 1;
  readonly i?: PackedNode;
  readonly e?: readonly string[];
  readonly c?: 1;
  readonly d?: 1;
  readonly q?: 1;
  readonly f?: readonly PackedNode[];
}
