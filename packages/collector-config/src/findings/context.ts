import { graphOf } from "../graph/graph.js";
import type { CollectorConfig, Component } from "../parse/config.js";
import type { CheckOptions } from "./check-options.js";
import type { RuleContext } from "./rule.js";
import { type FoundScalar, scalarsOf } from "./scalars.js";

/** Oldest minor version (0.x) that the facts about removed things hold for. */
const FACTS_SINCE_MINOR = 149;

/** What the rules are given about a configuration. */
export function contextOf(config: CollectorConfig, options: CheckOptions): RuleContext {
  const byId = new Map<string, Component>();
  for (const each of config.components) {
    const key = `${each.class} ${each.id}`;
    if (!byId.has(key)) byId.set(key, each);
  }
  const graph = graphOf(config);
  const running = new Set(
    graph.components.filter((each) => each.inUse).map((each) => `${each.class} ${each.id}`),
  );
  let scalars: readonly FoundScalar[] | undefined;
  return {
    config,
    graph,
    scalars: () => (scalars ??= scalarsOf(config)),
    runs: (each) => running.has(`${each.class} ${each.id}`),
    component: (kind, id) => byId.get(`${kind} ${id}`),
    components: options.components,
    catalogue: options.catalogue,
    version: options.version,
    gates: new Set(options.featureGates),
    current: isCurrent(options.version),
  };
}

function isCurrent(version: string | undefined): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(version ?? "");
  if (match === null) return true;
  return Number(match[1]) > 0 || Number(match[2]) >= FACTS_SINCE_MINOR;
}
