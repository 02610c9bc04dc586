import type { Catalogue } from "../catalogue/catalogue.js";
import type { ReportedComponents } from "../components/reported.js";
import type { VariableDeclaration } from "../variables/variable.js";

/** What is known beside the text that is being written; all of it may be missing. */
export interface EditingContext {
  /** Of the Collector version that it is written for. */
  readonly catalogue?: Catalogue | undefined;
  /** Of one agent: then only types that it has are offered. */
  readonly components?: ReportedComponents | undefined;
  /** Declared for the configuration. */
  readonly variables?: readonly VariableDeclaration[] | undefined;
  /** Names of secrets that the hub has. */
  readonly secrets?: readonly string[] | undefined;
}
