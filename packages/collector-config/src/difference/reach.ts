import type { Side } from "./side.js";

/** A pipeline that receivers feed: what it takes, and the exporters that this reaches through any connectors. */
export interface Entry {
  readonly signal: string;
  readonly receivers: ReadonlySet<string>;
  readonly destinations: ReadonlySet<string>;
}

/** Where data goes. Pairs are written `signal component`. */
export interface Reach {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Exporters by signal and receiver, over all pipelines. */
  readonly destinationsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Signal, as it leaves, and exporter. */
  readonly exported: ReadonlySet<string>;
}

/** Null where only the agent knows: a list of receivers or exporters has a `${…}`, or the graph is cut off. */
export function reachOf({ config, graph, component }: Side): Reach | null {
  const unknown = ({ open }: (typeof config.pipelines)[number]) =>
    open.has("receivers") || open.has("exporters");
  if (graph.truncated || config.pipelines.some(unknown)) return null;
  const next = new Map<string, string[]>();
  for (const { from, to, supported } of graph.links) {
    if (supported) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const byId = new Map(graph.pipelines.map((one) => [one.id, one]));
  const entries = new Map<string, Entry>();
  const destinationsOf = new Map<string, Set<string>>();
  const exported = new Set<string>();
  for (const { id, signal, receivers } of byId.values()) {
    const sources = receivers.filter((one) => component("receiver", one) !== undefined);
    if (sources.length === 0) continue;
    const destinations = new Set<string>();
    for (const reached of downstream(id, next)) {
      const pipeline = byId.get(reached);
      for (const exporter of pipeline?.exporters ?? []) {
        if (component("exporter", exporter) === undefined) continue;
        destinations.add(exporter);
        exported.add(`${pipeline?.signal} ${exporter}`);
      }
    }
    entries.set(id, { signal, receivers: new Set(sources), destinations });
    for (const source of sources) {
      const known = destinationsOf.get(`${signal} ${source}`) ?? new Set();
      for (const one of destinations) known.add(one);
      destinationsOf.set(`${signal} ${source}`, known);
    }
  }
  return { entries, destinationsOf, exported };
}

/** A pipeline and all that data reaches from it. */
function downstream(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set([start]);
  // A set is walked in order of insertion, what is added meanwhile included.
  for (const id of reached) for (const to of next.get(id) ?? []) reached.add(to);
  return reached;
}
