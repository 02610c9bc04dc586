import { type Finding, finding } from "../../finding.js";
import type { Mention, Pipeline } from "../../parse/config.js";
import type { GraphLink } from "../../graph/graph.js";
import { listed } from "../nearest.js";
import type { RuleContext } from "../rule.js";

/**
 * What is wrong with how connectors are used, of one kind. Nothing is said where a part of the pipelines is known
 * to the agent alone: a connector may have its other end there.
 */
export function connectorFindings(
  { config, graph }: RuleContext,
  code: "connector-one-sided" | "connector-signals",
): Finding[] {
  if (graph.truncated || config.pipelines.some((pipeline) => pipeline.open.size > 0)) return [];
  const links = grouped(graph.links, (link) => link.connector);
  const signals = new Map(config.pipelines.map((pipeline) => [pipeline.id, pipeline.signal]));
  const asExporter = usesOf(config.pipelines, "exporters");
  const asReceiver = usesOf(config.pipelines, "receivers");
  return config.components
    .filter((each) => each.class === "connector")
    .flatMap(({ id }) => [
      ...ends(id, asExporter.get(id) ?? [], links.get(id) ?? [], signals, "exporters"),
      ...ends(id, asReceiver.get(id) ?? [], links.get(id) ?? [], signals, "receivers"),
    ])
    .filter((each) => each.code === code);
}

interface Use {
  readonly pipeline: Pipeline;
  readonly mention: Mention;
}

/** Who names what in this role, by id; a pipeline counts once. */
function usesOf(
  pipelines: readonly Pipeline[],
  role: "receivers" | "exporters",
): Map<string, Use[]> {
  const uses = pipelines.flatMap((pipeline) => {
    const named = new Map(pipeline[role].toReversed().map((mention) => [mention.id, mention]));
    return Array.from(named.values(), (mention) => ({ pipeline, mention }));
  });
  return grouped(uses, ({ mention }) => mention.id);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function ends(
  id: string,
  uses: readonly Use[],
  links: readonly GraphLink[],
  signals: ReadonlyMap<string, string>,
  role: "receivers" | "exporters",
): Finding[] {
  const near = role === "exporters" ? "from" : "to";
  const far = role === "exporters" ? "to" : "from";
  const served = new Set(
    links.filter((link) => link.supported).map((link) => signals.get(link[near]) ?? ""),
  );
  const reported = new Set<string>();
  return uses.flatMap(({ pipeline, mention }) => {
    if (served.has(pipeline.signal) || reported.has(pipeline.signal)) return [];
    reported.add(pipeline.signal);
    const { code, message, remedy } =
      links.length === 0
        ? oneSided(id, pipeline, role)
        : wrongSignals(
            id,
            pipeline,
            links.map((link) => link[far]),
          );
    return [finding({ code, place: mention.place, path: mention.path, message, remedy })];
  });
}

function oneSided(id: string, pipeline: Pipeline, role: "receivers" | "exporters") {
  const [here, there] =
    role === "exporters" ? ["an exporter", "a receiver"] : ["a receiver", "an exporter"];
  return {
    code: "connector-one-sided",
    message: `The connector "${id}" is used as ${here} in "${pipeline.id}" and nowhere as ${there}.`,
    remedy: `Name it among the ${role === "exporters" ? "receivers" : "exporters"} of another pipeline, or take it out here.`,
  };
}

function wrongSignals(id: string, pipeline: Pipeline, others: readonly string[]) {
  return {
    code: "connector-signals",
    message: `The connector "${id}" cannot carry ${pipeline.signal} between "${pipeline.id}" and ${listed([...new Set(others)])}.`,
    remedy: "Connect pipelines of signals that this connector supports, or use another connector.",
  };
}
