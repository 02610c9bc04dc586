import type { ComponentClass } from "../parse/config.js";
import type { Consequence } from "./consequence.js";

/** One option that differs. */
export interface OptionChange {
  /**
   * Keys from where the change stands; list positions are decimal numbers, those of `after` except for an item
   * removed. Empty for the whole.
   */
  readonly path: readonly string[];
  /** YAML on one line, secrets as `[REDACTED]`, at most VALUE_LENGTH_MAX characters; null: not set. */
  readonly before: string | null;
  /**
   * As `before`. Equal to it where secrets, or values too long to be shown, differ.
   */
  readonly after: string | null;
  /** Present where a whole item of a list came, went or moved; the others keep their order. */
  readonly item?: "added" | "removed" | "moved";
  /** Position of a moved item before, from 0. */
  readonly from?: number;
}

interface OfComponent {
  readonly class: ComponentClass;
  readonly component: string;
  /**
   * False: no pipeline names it, and it is not enabled, before or after. Data then flows as it did; the Collector
   * still decodes and validates it at start.
   */
  readonly inUse: boolean;
  /** Pipelines that name it, before or after. */
  readonly pipelines: readonly string[];
}

interface OfPipeline {
  readonly pipeline: string;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** A list of names in full, before and after. Without added and removed names, their order differs. */
interface OfNames {
  readonly pipeline: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * One thing that differs, in Collector terms, with the names that it is about. Ids are as the Collector reads them;
 * an item of a list that is no id (`${env:NAME}`) stands as it is written. What was renamed is called by its new name
 * in all other changes.
 */
export type Change =
  /** `body` is YAML on one line, shown as values of options are. */
  | ({
      readonly kind: "component-added" | "component-removed";
      readonly body: string;
    } & OfComponent)
  /**
   * Another id, the same type (by either of its names) and the same meaning of every option; all that named it names
   * it by its new id.
   */
  | ({
      readonly kind: "component-renamed";
      readonly before: string;
      readonly after: string;
    } & OfComponent)
  /** `options` are inside the component's body. */
  | ({
      readonly kind: "component-options-changed";
      readonly options: readonly OptionChange[];
    } & OfComponent)
  | ({ readonly kind: "pipeline-added" | "pipeline-removed" } & OfPipeline)
  /** Another id for the same signal with the same parts. */
  | {
      readonly kind: "pipeline-renamed";
      readonly pipeline: string;
      readonly before: string;
      readonly after: string;
    }
  | ({
      readonly kind:
        | "pipeline-receivers-changed"
        | "pipeline-processors-changed"
        | "pipeline-exporters-changed";
    } & OfNames)
  /** Those that stay run in another order. */
  | {
      readonly kind: "processor-order-changed";
      readonly pipeline: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  /** In `service.extensions`, at this position after, from 0. */
  | {
      readonly kind: "extension-enabled";
      readonly component: string;
      readonly position: number;
    }
  | { readonly kind: "extension-disabled"; readonly component: string }
  | {
      readonly kind: "extension-order-changed";
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  /** `options` are inside `service.telemetry`. */
  | { readonly kind: "service-telemetry-changed"; readonly options: readonly OptionChange[] }
  /** What belongs to none of the above, such as a section that is no map. Paths start at the root. */
  | { readonly kind: "other-changed"; readonly options: readonly OptionChange[] }
  /** A text that holds no configuration: only that the texts differ is known. */
  | { readonly kind: "unreadable"; readonly sides: readonly ("before" | "after")[] };

/** Two configurations compared. */
export interface Difference {
  /** False exactly when the fingerprints agree; there are no changes then. */
  readonly effect: boolean;
  readonly changes: readonly Change[];
  /** Safety first, then data lost or gained, destinations, volume, the restart, the rest. */
  readonly consequences: readonly Consequence[];
  /** True where CHANGES_MAX or CONSEQUENCES_MAX left some out. */
  readonly truncated: boolean;
}
