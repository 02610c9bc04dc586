import type { OptionNode } from "../../catalogue/catalogue.js";
import type { ConfigNode, MapEntry, MapNode } from "../../parse/tree.js";

/** What may be wrong with one value, by the catalogue. */
export type OptionFault = UnknownFault | ValueFault | DeprecatedFault | MissingFault;

/** An option that its section does not have. */
export interface UnknownFault {
  readonly kind: "unknown";
  readonly path: readonly string[];
  readonly entry: MapEntry;
  /** Where it stands, and what is known there. */
  readonly map: MapNode;
  readonly option: OptionNode;
}

/** A value that does not fit: of another type, outside the enum, no duration or size, negative. */
export interface ValueFault {
  readonly kind: "type" | "enum" | "duration" | "size" | "negative";
  readonly path: readonly string[];
  readonly node: ConfigNode;
  readonly option: OptionNode;
}

/** An option that works and will go. */
export interface DeprecatedFault {
  readonly kind: "deprecated";
  readonly path: readonly string[];
  readonly entry: MapEntry;
}

/** A section without an option that it needs. */
export interface MissingFault {
  readonly kind: "missing";
  readonly path: readonly string[];
  readonly node: ConfigNode;
  readonly name: string;
}
