import { type ConfigGraph, type GraphComponent, graphOf } from "../graph/graph.js";
import {
  type CollectorConfig,
  type Component,
  type ComponentClass,
  modelOf,
} from "../parse/config.js";
import type { MapNode } from "../parse/tree.js";
import type { OneLine } from "./one-line.js";

/** One of the two configurations in normal form, with what is asked of it again and again. */
export interface Side {
  readonly config: CollectorConfig;
  readonly graph: ConfigGraph;
  readonly show: OneLine;
  component(kind: ComponentClass, id: string): GraphComponent | undefined;
  defined(kind: ComponentClass, id: string): Component | undefined;
}

/** `root`: the normal form of `config`, or one with other names. */
export function sideOf(config: CollectorConfig, root: MapNode, show: OneLine): Side {
  const model = modelOf(config.text, root, config.lines, config.end);
  const graph = graphOf(model);
  const byId = new Map(graph.components.map((one) => [`${one.class} ${one.id}`, one]));
  const defined = new Map(model.components.map((one) => [`${one.class} ${one.id}`, one]));
  return {
    config: model,
    graph,
    show,
    component: (kind, id) => byId.get(`${kind} ${id}`),
    defined: (kind, id) => defined.get(`${kind} ${id}`),
  };
}
