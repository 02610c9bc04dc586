import type { Side } from "../side.js";

/** A pipeline as data passes it. */
export interface Station {
  readonly id: string;
  readonly signal: string;
  /** Receivers and exporters proper: connectors are links. */
  readonly receivers: readonly string[];
  readonly processors: ReadonlySet<string>;
  readonly exporters: readonly string[];
}

/** Where data goes. Pairs are written `signal component`. */
export interface Reach {
  readonly stations: ReadonlyMap<string, Station>;
  /** Pipelines that receivers feed, with the exporters that this reaches through any connectors. */
  readonly entries: ReadonlyMap<string, ReadonlySet<string>>;
  /** Exporters by signal and receiver, over all pipelines. */
  readonly destinationsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Signal, as it leaves, and exporter. */
  readonly exported: ReadonlySet<string>;
  /** Exporters that data from a pipeline reaches without passing one that `stops` it. */
  from(start: string, stops: (station: Station) => boolean): ReadonlySet<string>;
}

/** Null where only the agent knows: a list of receivers or exporters has a `${…}`, or the graph is cut off. */
export function reachOf({ config, graph, component }: Side): Reach | null {
  const unknown = ({ open }: (typeof config.pipelines)[number]) =>
    open.has("receivers") || open.has("exporters");
  if (graph.truncated || config.pipelines.some(unknown)) return null;
  const next = new Map<string, string[]>();
  for (const { from, to, supported } of graph.links) {
    if (!supported) continue;
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const stations = new Map(
    graph.pipelines.map((one): [string, Station] => [
      one.id,
      {
        id: one.id,
        signal: one.signal,
        receivers: one.receivers.filter((id) => component("receiver", id) !== undefined),
        processors: new Set(one.processors),
        exporters: one.exporters.filter((id) => component("exporter", id) !== undefined),
      },
    ]),
  );
  const from: Reach["from"] = (start, stops) => {
    const reached = new Set<string>();
    const passed = new Set([start]);
    // A set is walked in order of insertion, what is added meanwhile included.
    for (const id of passed) {
      const station = stations.get(id);
      if (station === undefined || stops(station)) continue;
      for (const exporter of station.exporters) reached.add(exporter);
      for (const to of next.get(id) ?? []) passed.add(to);
    }
    return reached;
  };
  return { stations, ...ends(stations, next, from), from };
}

function ends(
  stations: ReadonlyMap<string, Station>,
  next: ReadonlyMap<string, readonly string[]>,
  from: Reach["from"],
) {
  const entries = new Map<string, ReadonlySet<string>>();
  const destinationsOf = new Map<string, Set<string>>();
  const exported = new Set<string>();
  const fed = new Set<string>();
  for (const { id, signal, receivers } of stations.values()) {
    if (receivers.length === 0) continue;
    fed.add(id);
    const destinations = from(id, () => false);
    entries.set(id, destinations);
    for (const source of receivers) {
      const key = `${signal} ${source}`;
      const known = destinationsOf.get(key) ?? new Set();
      for (const one of destinations) known.add(one);
      destinationsOf.set(key, known);
    }
  }
  for (const id of fed) {
    const station = stations.get(id);
    for (const exporter of station?.exporters ?? []) exported.add(`${station?.signal} ${exporter}`);
    for (const to of next.get(id) ?? []) fed.add(to);
  }
  return { entries, destinationsOf, exported };
}
