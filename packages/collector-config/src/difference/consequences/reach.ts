import type { ConfigGraph } from "../../graph/graph.js";
import { once } from "../once.js";
import type { Side } from "../side.js";

/** A pipeline as data passes it. */
export interface Station {
  readonly id: string;
  readonly signal: string;
  /** Receivers and exporters proper: connectors are links. */
  readonly receivers: readonly string[];
  readonly processors: ReadonlySet<string>;
  readonly exporters: readonly string[];
  /** Pipelines that connectors lead to from here. */
  readonly leadsTo: readonly string[];
  /** The same for pipelines of the same processors, exporters and links. */
  readonly mark: string;
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
  /** Pipelines that data from an entry passes, itself included. */
  readonly ways: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Null where only the agent knows: a list of receivers or exporters has a `${…}`, or the graph is cut off. */
export function reachOf(side: Side): Reach | null {
  return reachIn(side.graph)(side);
}

const reachIn = once((_graph: ConfigGraph) => {
  let found: Reach | null | undefined;
  return (side: Side) => (found === undefined ? (found = made(side)) : found);
});

function made({ config, graph, component }: Side): Reach | null {
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
        leadsTo: next.get(one.id) ?? [],
        mark: [one.processors, one.exporters, next.get(one.id) ?? [], one.receivers].join("\n"),
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
      for (const to of station.leadsTo) passed.add(to);
    }
    return reached;
  };
  return { stations, ...ends(stations, from), from };
}

function ends(stations: ReadonlyMap<string, Station>, from: Reach["from"]) {
  const entries = new Map<string, ReadonlySet<string>>();
  const destinationsOf = new Map<string, Set<string>>();
  const exported = new Set<string>();
  const ways = new Map<string, ReadonlySet<string>>();
  const fed = new Set<string>();
  for (const { id, signal, receivers } of stations.values()) {
    if (receivers.length === 0) continue;
    fed.add(id);
    const way = new Set([id]);
    for (const passed of way) for (const to of stations.get(passed)?.leadsTo ?? []) way.add(to);
    ways.set(id, way);
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
    for (const to of station?.leadsTo ?? []) fed.add(to);
  }
  return { entries, ways, destinationsOf, exported };
}

/** Entries of either side whose data does not pass, by all that is known here, as it did. */
export function rerouted(was: Reach, is: Reach): ReadonlySet<string> {
  const differs = (id: string) => was.stations.get(id)?.mark !== is.stations.get(id)?.mark;
  const changed = new Set(
    [...was.stations.keys(), ...is.stations.keys()].filter((id) => differs(id)),
  );
  const found = new Set<string>();
  for (const { ways } of [was, is])
    for (const [entry, way] of ways) {
      if (changed.size > 0 && [...way].some((id) => changed.has(id))) found.add(entry);
    }
  for (const entry of was.ways.keys()) if (!is.ways.has(entry)) found.add(entry);
  for (const entry of is.ways.keys()) if (!was.ways.has(entry)) found.add(entry);
  return found;
}
