import { normalForm } from "../fingerprint/normal-form.js";
import { type ConfigGraph, type GraphComponent, graphOf } from "../graph/graph.js";
import {
  type CollectorConfig,
  type Component,
  type ComponentClass,
  modelOf,
} from "../parse/config.js";
import type { MapNode } from "../parse/tree.js";
import { once } from "./once.js";
import type { OneLine } from "./one-line.js";

/** One of the two configurations in normal form, with what is asked of it again and again. */
export interface Side {
  readonly config: CollectorConfig;
  readonly graph: ConfigGraph;
  readonly show: OneLine;
  /** Components that run, as `class id`. */
  readonly running: ReadonlySet<string>;
  component(kind: ComponentClass, id: string): GraphComponent | undefined;
  defined(kind: ComponentClass, id: string): Component | undefined;
}

/** The normal form, made once. */
export const normalOf: (config: CollectorConfig) => MapNode = once(normalForm);

const normalParts = once((config: CollectorConfig) => partsOf(config, normalOf(config)));

/** `root`: the normal form of `config`, or one with other names. */
export function sideOf(config: CollectorConfig, root: MapNode, show: OneLine): Side {
  const parts = root === normalOf(config) ? normalParts(config) : partsOf(config, root);
  return { ...parts, show };
}

function partsOf(config: CollectorConfig, root: MapNode): Omit<Side, "show"> {
  const model = modelOf(config.text, root, config.lines, config.end);
  const graph = graphOf(model);
  const byId = new Map(graph.components.map((one) => [`${one.class} ${one.id}`, one]));
  const defined = new Map(model.components.map((one) => [`${one.class} ${one.id}`, one]));
  const running = [...byId].filter(([, { inUse }]) => inUse).map(([key]) => key);
  return {
    config: model,
    graph,
    running: new Set(running),
    component: (kind, id) => byId.get(`${kind} ${id}`),
    defined: (kind, id) => defined.get(`${kind} ${id}`),
  };
}
