import type { ComponentClass } from "../parse/config.js";
import { PATH_STEPS_MAX, PATHS_MAX } from "../parse/limits.js";
import type { ConfigGraph, GraphLink, GraphPipeline } from "./graph.js";

/** One component that data passes on a path. */
export interface PathStep {
  readonly class: Exclude<ComponentClass, "extension">;
  readonly id: string;
  /** Id of the pipeline that names it; a connector stands in the one that it ends. */
  readonly pipeline: string;
  /** Signal of that pipeline. */
  readonly signal: string;
}

/** One way that data can take through the whole Collector. */
export interface GraphPath {
  /** Id of the receiver where data comes in. */
  readonly entry: string;
  /** Id of the exporter where it goes out. */
  readonly exit: string;
  /** Ids of the pipelines passed, in order; at least one. */
  readonly pipelines: readonly string[];
  /** Signal of each of these pipelines, in the same order: connectors may change it. */
  readonly signals: readonly string[];
  /** Every component passed, in order: the receiver, processors and connectors, the exporter. */
  readonly steps: readonly PathStep[];
}

/** The paths of a graph, PATHS_MAX at most and PATH_STEPS_MAX steps in all. */
export interface GraphPaths {
  readonly paths: readonly GraphPath[];
  /** True when a limit was met, here or by the graph, so that there are paths not listed. */
  readonly truncated: boolean;
}

/**
 * Every path from a receiver to an exporter, in order of pipelines, receivers and exporters as they are written.
 * Connectors are followed where they are known to lead on, or not known not to; no path passes a pipeline twice.
 * Undefined names count as what their place in the pipeline says. Never throws.
 */
export function pathsOf(graph: ConfigGraph): GraphPaths {
  const ways = new Ways(graph);
  const paths: GraphPath[] = [];
  let steps = 0;
  for (const start of graph.pipelines) {
    const entries = ways.outer(start, "receivers");
    if (entries.length === 0) continue;
    for (const rest of ways.from(start)) {
      for (const entry of entries) {
        const path = ways.pathOf(entry, rest);
        steps += path.steps.length;
        if (paths.length === PATHS_MAX || steps > PATH_STEPS_MAX) return { paths, truncated: true };
        paths.push(path);
      }
    }
  }
  return { paths, truncated: graph.truncated || ways.exhausted };
}

/** From a pipeline on: the links taken, and the exporter at the end. */
interface Rest {
  readonly start: GraphPipeline;
  readonly links: readonly GraphLink[];
  readonly exit: string;
}

class Ways {
  /** True when the search gave up before it had seen every way. */
  exhausted = false;
  private readonly pipelines: ReadonlyMap<string, GraphPipeline>;
  private readonly connectors: ReadonlySet<string>;
  private readonly out = new Map<string, GraphLink[]>();
  private readonly leadsOut: ReadonlySet<string>;
  private visits = 0;

  constructor(graph: ConfigGraph) {
    this.pipelines = new Map(graph.pipelines.toReversed().map((each) => [each.id, each]));
    this.connectors = new Set(
      graph.components.filter((each) => each.class === "connector").map((each) => each.id),
    );
    const back = new Map<string, GraphLink[]>();
    for (const link of graph.links) {
      if (!link.supported) continue;
      collect(this.out, link.from, link);
      collect(back, link.to, link);
    }
    this.leadsOut = this.reaching(back);
  }

  /** Receivers or exporters of a pipeline that are no connectors, each once. */
  outer(pipeline: GraphPipeline, role: "receivers" | "exporters"): readonly string[] {
    return [...new Set(pipeline[role])].filter((id) => !this.connectors.has(id));
  }

  /** Every way from a pipeline to an exporter. Depth first without recursion. */
  *from(start: GraphPipeline): Generator<Rest> {
    const links: GraphLink[] = [];
    const onPath = new Set([start.id]);
    const open = [{ pipeline: start, next: -1 }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (++this.visits > PATH_STEPS_MAX) {
        this.exhausted = true;
        return;
      }
      if (top.next < 0) {
        for (const exit of this.outer(top.pipeline, "exporters"))
          yield { start, links: [...links], exit };
      }
      const link = this.out.get(top.pipeline.id)?.[++top.next];
      const to = link === undefined ? undefined : this.pipelines.get(link.to);
      if (link === undefined) {
        onPath.delete(top.pipeline.id);
        open.pop();
        links.pop();
      } else if (to !== undefined && this.leadsOut.has(to.id) && !onPath.has(to.id)) {
        links.push(link);
        onPath.add(to.id);
        open.push({ pipeline: to, next: -1 });
      }
    }
  }

  pathOf(entry: string, { start, links, exit }: Rest): GraphPath {
    const passed = [start, ...links.flatMap((link) => this.pipelines.get(link.to) ?? [])];
    const steps = passed.flatMap((pipeline, index): PathStep[] => {
      const at = { pipeline: pipeline.id, signal: pipeline.signal };
      const link = links[index];
      return [
        ...(index === 0 ? [{ class: "receiver" as const, id: entry, ...at }] : []),
        ...pipeline.processors.map((id) => ({ class: "processor" as const, id, ...at })),
        link === undefined
          ? { class: "exporter", id: exit, ...at }
          : { class: "connector", id: link.connector, ...at },
      ];
    });
    return {
      entry,
      exit,
      pipelines: passed.map((each) => each.id),
      signals: passed.map((each) => each.signal),
      steps,
    };
  }

  /** Ids of the pipelines from which some exporter can be reached. */
  private reaching(back: ReadonlyMap<string, readonly GraphLink[]>): Set<string> {
    const open = [...this.pipelines.values()].filter(
      (each) => this.outer(each, "exporters").length > 0,
    );
    const found = new Set(open.map((each) => each.id));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { from } of back.get(next.id) ?? []) {
        const pipeline = this.pipelines.get(from);
        if (pipeline === undefined || found.has(from)) continue;
        found.add(from);
        open.push(pipeline);
      }
    }
    return found;
  }
}

function collect(groups: Map<string, GraphLink[]>, key: string, link: GraphLink): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [link]);
  else group.push(link);
}
