import { connectsSignals, isSignal, type Signal } from "../facts/signals.js";
import type {
  CollectorConfig,
  Component,
  ComponentClass,
  Mention,
  Pipeline,
} from "../parse/config.js";

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
}

/** The graph of a configuration. Never throws; undefined names stay in the pipelines that use them. */
export function graphOf(config: CollectorConfig): ConfigGraph {
  return {
    components: config.components.map((component) => describe(config, component)),
    pipelines: config.pipelines.map((pipeline) => ({
      id: pipeline.id,
      signal: pipeline.signal,
      receivers: ids(pipeline.receivers),
      processors: ids(pipeline.processors),
      exporters: ids(pipeline.exporters),
      line: pipeline.place.line,
    })),
    links: linksOf(config),
  };
}

function describe(config: CollectorConfig, component: Component): GraphComponent {
  const usedBy = config.pipelines.filter((each) => uses(each, component)).map((each) => each.id);
  const listed =
    component.class === "extension" && config.extensions.some((each) => each.id === component.id);
  return {
    class: component.class,
    id: component.id,
    type: component.type,
    line: component.place.line,
    usedBy,
    inUse: listed || usedBy.length > 0,
  };
}

function uses(pipeline: Pipeline, component: Component): boolean {
  const named = (list: readonly Mention[]) => list.some((each) => each.id === component.id);
  switch (component.class) {
    case "receiver":
      return named(pipeline.receivers);
    case "processor":
      return named(pipeline.processors);
    case "exporter":
      return named(pipeline.exporters);
    case "connector":
      return named(pipeline.receivers) || named(pipeline.exporters);
    case "extension":
      return false;
  }
}

function linksOf(config: CollectorConfig): GraphLink[] {
  const connectors = config.components.filter((each) => each.class === "connector");
  return connectors.flatMap((connector) => {
    const named = (each: Mention): boolean => each.id === connector.id;
    const from = config.pipelines.filter((pipeline) => pipeline.exporters.some(named));
    const to = config.pipelines.filter((pipeline) => pipeline.receivers.some(named));
    return from.flatMap((a) =>
      to.map((b) => ({
        connector: connector.id,
        from: a.id,
        to: b.id,
        supported: supported(connector.type, a.signal, b.signal),
      })),
    );
  });
}

function supported(type: string, from: string, to: string): boolean {
  if (!isSignal(from) || !isSignal(to)) return true;
  const [a, b]: [Signal, Signal] = [from, to];
  return connectsSignals(type, a, b) !== false;
}

function ids(mentions: readonly Mention[]): string[] {
  return mentions.map((each) => each.id);
}
