import type { ReportedComponents } from "../components/reported.js";
import type { Severity } from "../finding.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import type { RuleLevel } from "./rule-level.js";

export interface CheckOptions {
  /** What one agent can run; without it types are judged only where they are known to be gone. */
  readonly components?: ReportedComponents;
  /** The Collector's version, `0.149.0` or `v0.149.0`; without it a current one is assumed. */
  readonly version?: string;
  /** Feature gates that are on, e.g. `service.profilesSupport`. Default: none. */
  readonly featureGates?: readonly string[];
  /** Facts about components and their options; without it options are judged only where structure rules know them. */
  readonly catalogue?: Catalogue;
  /** Which rules look at the configuration. Default: all levels. Faults of reading are always told. */
  readonly levels?: readonly RuleLevel[];
  /**
   * Another severity for a rule, or `off`, by the rule's code. A code or severity that does not exist is answered
   * with the finding `rule-setting`.
   */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
}
