import { connectsSignals, isSignal } from "../facts/signals.js";
import {
  type CollectorConfig,
  type Component,
  type ComponentClass,
  type Mention,
  type Pipeline,
  type Role,
  ROLES_OF,
} from "../parse/config.js";
import { GRAPH_LINKS_MAX } from "../parse/limits.js";

/** A component as the graph knows it. */
export interface GraphComponent {
  readonly class: ComponentClass;
  readonly id: string;
  readonly type: string;
  readonly line: number;
  /** Ids of the pipelines that use it; a connector's ends are told apart in `links`. Extensions: empty. */
  readonly usedBy: readonly string[];
  /** In a pipeline, or in `service.extensions`. Unused components are decoded by the Collector, not run. */
  readonly inUse: boolean;
}

/** A pipeline with what it names, in order; connectors stand among receivers and exporters. */
export interface GraphPipeline {
  readonly id: string;
  readonly signal: string;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
  /** Roles with a part that only the agent knows, from a `${…}`: more may stand there than is listed. */
  readonly open: readonly Role[];
  readonly line: number;
}

/** Data going from one pipeline to another through a connector. */
export interface GraphLink {
  readonly connector: string;
  readonly from: string;
  readonly to: string;
  /** False where the connector is known not to lead from one signal to the other; unknown counts as true. */
  readonly supported: boolean;
}

/** How data can flow: plain data, for drawing and for rules. */
export interface ConfigGraph {
  readonly components: readonly GraphComponent[];
  readonly pipelines: readonly GraphPipeline[];
  readonly links: readonly GraphLink[];
  /** True when there are more than GRAPH_LINKS_MAX links; the rest is left out. */
  readonly truncated: boolean;
}

/** The graph of a configuration. Never throws; undefined names stay in the pipelines that use them. */
export function graphOf(config: CollectorConfig): ConfigGraph {
  const usage = usageOf(config);
  const links = linksOf(config, usage);
  return {
    components: config.components.map((component) => describe(component, usage)),
    pipelines: config.pipelines.map((pipeline) => ({
      id: pipeline.id,
      signal: pipeline.signal,
      receivers: ids(pipeline.receivers),
      processors: ids(pipeline.processors),
      exporters: ids(pipeline.exporters),
      open: [...pipeline.open],
      line: pipeline.place.line,
    })),
    links: links.slice(0, GRAPH_LINKS_MAX),
    truncated: links.length > GRAPH_LINKS_MAX,
  };
}

/** Pipelines by role and id of what they name. */
interface Usage {
  readonly pipelines: Readonly<Record<Role, ReadonlyMap<string, ReadonlySet<Pipeline>>>>;
  readonly extensions: ReadonlySet<string>;
}

function usageOf(config: CollectorConfig): Usage {
  const by = (role: Role): Map<string, Set<Pipeline>> => {
    const found = new Map<string, Set<Pipeline>>();
    for (const pipeline of config.pipelines) {
      for (const { id } of pipeline[role]) {
        const users = found.get(id);
        if (users === undefined) found.set(id, new Set([pipeline]));
        else users.add(pipeline);
      }
    }
    return found;
  };
  return {
    pipelines: {
      receivers: by("receivers"),
      processors: by("processors"),
      exporters: by("exporters"),
    },
    extensions: new Set(config.extensions.map((each) => each.id)),
  };
}

function describe(component: Component, usage: Usage): GraphComponent {
  const users = ROLES_OF[component.class].flatMap((role) => [
    ...(usage.pipelines[role].get(component.id) ?? []),
  ]);
  const usedBy = [...new Set(users.map((each) => each.id))];
  const listed = component.class === "extension" && usage.extensions.has(component.id);
  return {
    class: component.class,
    id: component.id,
    type: component.type,
    line: component.place.line,
    usedBy,
    inUse: listed || usedBy.length > 0,
  };
}

/** At most one link more than a graph may list. */
function linksOf(config: CollectorConfig, { pipelines }: Usage): GraphLink[] {
  const links: GraphLink[] = [];
  for (const { class: kind, id, type } of config.components) {
    if (kind !== "connector") continue;
    for (const a of pipelines.exporters.get(id) ?? []) {
      for (const b of pipelines.receivers.get(id) ?? []) {
        const leads = supported(type, a.signal, b.signal);
        links.push({ connector: id, from: a.id, to: b.id, supported: leads });
        if (links.length > GRAPH_LINKS_MAX) return links;
      }
    }
  }
  return links;
}

function supported(type: string, from: string, to: string): boolean {
  if (!isSignal(from) || !isSignal(to)) return true;
  return connectsSignals(type, from, to) !== false;
}

function ids(mentions: readonly Mention[]): string[] {
  return mentions.map((each) => each.id);
}
