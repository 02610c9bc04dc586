import type { ReportedComponents } from "../components/reported.js";
import type { Finding } from "../finding.js";
import type { ConfigGraph } from "../graph/graph.js";
import type { CollectorConfig } from "../parse/config.js";

/** What a rule may look at. */
export interface RuleContext {
  readonly config: CollectorConfig;
  readonly graph: ConfigGraph;
  /** What the agent in question can run; undefined when no agent is asked. */
  readonly components: ReportedComponents | undefined;
  /** Feature gates that are on. */
  readonly gates: ReadonlySet<string>;
  /** False for a Collector version older than the facts about removed things. */
  readonly current: boolean;
}

/** One rule: looks at a configuration, answers what it finds. Pure; never throws. */
export type Rule = (context: RuleContext) => readonly Finding[];
