import { type ConfigGraph, type GraphComponent, graphOf } from "../graph/graph.js";
import type { CollectorConfig, ComponentClass } from "../parse/config.js";
import type { IdResult } from "../parse/component-id.js";
import type { ConfigNode } from "../parse/tree.js";
import { type OneLine, oneLineOf } from "./one-line.js";

/** One of the two configurations, with what is asked of it again and again. */
export interface Side {
  readonly config: CollectorConfig;
  readonly graph: ConfigGraph;
  readonly show: OneLine;
  component(kind: ComponentClass, id: string): GraphComponent | undefined;
}

export function sideOf(config: CollectorConfig): Side {
  const graph = graphOf(config);
  const byId = new Map(graph.components.map((one) => [`${one.class} ${one.id}`, one]));
  return {
    config,
    graph,
    show: oneLineOf(config),
    component: (kind, id) => byId.get(`${kind} ${id}`),
  };
}

/** A key of a section with its value. */
export interface Named {
  readonly key: string;
  readonly value: ConfigNode;
}

/** Entries by the id that their key spells, and the others by key: ids that cannot be read, or stand twice. */
export function namedIn(
  section: ConfigNode | undefined,
  read: (key: string) => IdResult,
): { readonly byId: ReadonlyMap<string, Named>; readonly others: ReadonlyMap<string, Named> } {
  const byId = new Map<string, Named>();
  const others = new Map<string, Named>();
  if (section?.kind !== "map") return { byId, others };
  for (const { key, value } of section.entries.values()) {
    const found = read(key);
    const id = found.ok ? found.id.id : null;
    // Of two spellings of one id the exact one is taken, so that the order of keys does not count.
    const known = id === null ? undefined : byId.get(id);
    const wins = known === undefined || key === id || (known.key !== id && key < known.key);
    if (id === null || !wins) others.set(key, { key, value });
    else {
      if (known !== undefined) others.set(known.key, known);
      byId.set(id, { key, value });
    }
  }
  return { byId, others };
}
