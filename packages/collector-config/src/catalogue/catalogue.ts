import type { ComponentClass } from "../parse/config.js";

/**
 * What a value is. `integer` and `number` are whole and any numbers, `duration` a Go duration (`1h30m`) or
 * nanoseconds, `size` bytes as a number or a text with a unit (`1MiB`); `any` is not known or has its own decoder.
 */
export type OptionKind =
  | "object"
  | "array"
  | "string"
  | "boolean"
  | "integer"
  | "number"
  | "duration"
  | "size"
  | "any";

/**
 * What one option takes. Null and texts with `${…}` fit every node. Nodes are shared between components and never
 * changed; no node contains itself.
 */
export interface OptionNode {
  readonly kind: OptionKind;
  /** Object: the options that it names. */
  readonly options?: Readonly<Record<string, OptionNode>>;
  /** Object that is a map with names of the user's own: what every value takes. */
  readonly values?: OptionNode;
  /** Object that takes more options than it names; without it, an unknown option is refused. */
  readonly open?: true;
  /** Array: what every item takes; any when absent. */
  readonly items?: OptionNode;
  /** The only texts that fit. */
  readonly enum?: readonly string[];
  /** The texts of `enum` fit in any case. */
  readonly anyCase?: true;
  /** Integer of 0 or more. */
  readonly unsigned?: true;
  readonly deprecated?: true;
  /** Text that is never printed back: a password, a token. */
  readonly secret?: true;
  /** The component refuses to start without it. Schemas never say it; absent means "not known to be required". */
  readonly required?: true;
  /** Any of these fits; `kind` is `any` then and says nothing. */
  readonly alternatives?: readonly OptionNode[];
}

/** One component of a Collector version. */
export interface CatalogueComponent {
  readonly class: ComponentClass;
  /** Its name in this version. */
  readonly type: string;
  /** Other names that this version takes for it. */
  readonly aliases: readonly string[];
  /** Go module path. */
  readonly module: string;
  /** Version of the module that the facts were read from, without `v`. */
  readonly version: string;
  /** The facts were read from another version than the catalogue's. */
  readonly borrowed?: true;
  /** `traces`, `metrics`, `logs`, `profiles`; of a connector pairs: `traces_to_metrics`; of an extension none. */
  readonly signals: readonly string[];
  /** Signal (or pair, or `extension`) to level: `stable`, `beta`, `alpha`, `development`, `deprecated`, `unmaintained`. */
  readonly stability: Readonly<Record<string, string>>;
  /** The component's body, or null where it is not known and options cannot be checked. */
  readonly options: OptionNode | null;
}

/**
 * The components and options of one Collector version, read from the modules that it is built from. A component that
 * is missing here may still exist: builds have components of their own.
 */
export interface Catalogue {
  /** E.g. `0.159.0`. */
  readonly collectorVersion: string;
  /** The component of a type, under its name or an alias. */
  component(kind: ComponentClass, type: string): CatalogueComponent | undefined;
  /** Names of a class, without aliases, sorted. */
  types(kind: ComponentClass): readonly string[];
}
