import type { Health } from "@fleethub/api";
import type { ConfigGraph } from "@fleethub/collector-config";

/** How something stands in a comparison; `same` where nothing is compared. */
export type Standing = "same" | "new" | "gone" | "changed";

/** One component where a pipeline names it. */
export interface DrawnBox {
  readonly id: string;
  readonly role: "receiver" | "processor" | "exporter";
  readonly connector: boolean;
  readonly standing: Standing;
  /** A few words under the name. */
  readonly caption?: string;
  /** Something is wrong with it: the edge and the words say so. */
  readonly trouble?: "warn" | "bad";
  readonly mark?: Health;
}

/** A processor that a pipeline no longer has; it stood after so many of those that stay. */
export interface DrawnGap {
  readonly box: DrawnBox;
  readonly after: number;
}

/** One pipeline. */
export interface DrawnLane {
  readonly id: string;
  readonly signal: string;
  readonly standing: Standing;
  readonly receivers: readonly DrawnBox[];
  readonly processors: readonly DrawnBox[];
  readonly exporters: readonly DrawnBox[];
  readonly gaps: readonly DrawnGap[];
}

/** Data that a connector takes from one pipeline to another. */
export interface DrawnJoin {
  readonly connector: string;
  readonly from: string;
  readonly to: string;
  readonly standing: Standing;
}

/** What a map shows: plain data, before any geometry. */
export interface Drawn {
  readonly lanes: readonly DrawnLane[];
  readonly joins: readonly DrawnJoin[];
  /** Pipelines above the limit, which the words still name. */
  readonly leftOut: number;
}

/** More boxes than this are not drawn: nobody reads them, and a page has to stay quick. */
export const BOXES_MAX = 600;

const ORDER = ["traces", "metrics", "logs", "profiles"];
const rank = (signal: string) => (ORDER.indexOf(signal) + ORDER.length + 1) % (ORDER.length + 1);

/** Pipelines of one signal stand together, in the order of the text. */
export function inLanes<T extends { readonly signal: string }>(pipelines: readonly T[]): T[] {
  return [...pipelines].sort((a, b) => rank(a.signal) - rank(b.signal));
}

/** What of a component is known beside the graph. */
export type BoxFacts = (
  pipeline: string,
  role: DrawnBox["role"],
  id: string,
) => Partial<Pick<DrawnBox, "caption" | "trouble" | "mark" | "standing">>;

/** One configuration as it is. */
export function drawnFrom(graph: ConfigGraph, facts: BoxFacts = () => ({})): Drawn {
  const connectors = connectorsOf(graph);
  const lanes = inLanes(graph.pipelines).map((pipeline): DrawnLane => {
    const boxes = (role: DrawnBox["role"], ids: readonly string[]) =>
      ids.map((id): DrawnBox => {
        const connector = role !== "processor" && connectors.has(id);
        return { id, role, connector, standing: "same", ...facts(pipeline.id, role, id) };
      });
    return {
      id: pipeline.id,
      signal: pipeline.signal,
      standing: "same",
      receivers: boxes("receiver", pipeline.receivers),
      processors: boxes("processor", pipeline.processors),
      exporters: boxes("exporter", pipeline.exporters),
      gaps: [],
    };
  });
  return limited(lanes, joinsOf(graph));
}

/** Ids of the connectors of a graph. */
export function connectorsOf(graph: ConfigGraph): ReadonlySet<string> {
  return new Set(graph.components.filter((one) => one.class === "connector").map((one) => one.id));
}

/** Joins of a graph, as they are. */
export function joinsOf(graph: ConfigGraph): readonly DrawnJoin[] {
  return graph.links.map(({ connector, from, to, supported }) => ({
    connector,
    from,
    to,
    standing: supported ? "same" : "gone",
  }));
}

/** Leaves out the pipelines that go beyond BOXES_MAX. */
export function limited(lanes: readonly DrawnLane[], joins: readonly DrawnJoin[]): Drawn {
  let left = BOXES_MAX;
  const shown = lanes.filter((lane) => {
    left -= lane.receivers.length + lane.processors.length + lane.exporters.length;
    left -= lane.gaps.length;
    return left >= 0;
  });
  const ids = new Set(shown.map((lane) => lane.id));
  return {
    lanes: shown,
    joins: joins.filter((join) => ids.has(join.from) && ids.has(join.to)),
    leftOut: lanes.length - shown.length,
  };
}
