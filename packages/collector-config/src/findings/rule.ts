import type { ReportedComponents } from "../components/reported.js";
import type { Finding, Severity } from "../finding.js";
import type { ConfigGraph } from "../graph/graph.js";
import type { CollectorConfig, Component, ComponentClass } from "../parse/config.js";
import type { Catalogue } from "../catalogue/catalogue.js";
import type { CheckOptions } from "./check-options.js";
import type { RuleLevel } from "./rule-level.js";
import type { FoundScalar } from "./scalars.js";

/** What a rule may look at. */
export interface RuleContext {
  readonly config: CollectorConfig;
  readonly graph: ConfigGraph;
  /** The first component of a class with this id. */
  readonly component: (kind: ComponentClass, id: string) => Component | undefined;
  /** Every scalar of the configuration, read once for all rules. */
  readonly scalars: () => readonly FoundScalar[];
  /** Whether a component runs: in a pipeline, or in `service.extensions`. */
  readonly runs: (component: Component) => boolean;
  /** What the agent in question can run; undefined when no agent is asked. */
  readonly components: ReportedComponents | undefined;
  /** Facts about components and their options; undefined when the caller has none. */
  readonly catalogue: Catalogue | undefined;
  /** The Collector's version as the caller gave it. */
  readonly version: string | undefined;
  /** Feature gates that are on. */
  readonly gates: ReadonlySet<string>;
  /** False for a Collector version older than the facts about removed things. */
  readonly current: boolean;
}

/** A configuration with the fault, and the same one repaired. Both are complete. */
export interface RuleExample {
  readonly bad: string;
  readonly good: string;
  /** What the rule needs to know besides; a catalogue is given to every example. */
  readonly options?: CheckOptions;
}

/** What the page of a rule says. It stands beside the rule, so that a program that only checks need not load it. */
export interface RulePage {
  /** What the rule finds, in one sentence that begins with the thing: Markdown. */
  readonly summary: string;
  /** What happens otherwise, and when the rule does not apply: Markdown. */
  readonly why: string;
  readonly example: RuleExample;
}

/** One rule with one stable code. */
export interface Rule {
  /** Code of every finding of this rule, kebab-case; its page is `docs/rules/<code>.md`. */
  readonly code: string;
  readonly level: RuleLevel;
  /** What its findings have as a rule; where it depends on the Collector's version, its page says so. */
  readonly severity: Severity;
  /** Looks at a configuration, answers what it finds. Pure; never throws. */
  readonly check: (context: RuleContext) => readonly Finding[];
}
