import { type Finding, finding } from "../../finding.js";
import type { Component, Mention, Pipeline } from "../../parse/config.js";
import type { ConfigGraph } from "../../graph/graph.js";
import type { Rule } from "../rule.js";

/**
 * `connector-one-sided`: a connector in use needs both ends. `connector-signals`: each signal that it takes must
 * lead to one that it gives, and the other way round; a connector that nothing uses is fine.
 */
export const connectorUsage: Rule = ({ config, graph }) => {
  if (graph.truncated || config.pipelines.some((pipeline) => pipeline.open.size > 0)) return [];
  return config.components
    .filter((each) => each.class === "connector")
    .flatMap((connector) => [
      ...ends(connector, config.pipelines, graph, "exporters"),
      ...ends(connector, config.pipelines, graph, "receivers"),
    ]);
};

function ends(
  connector: Component,
  pipelines: readonly Pipeline[],
  graph: ConfigGraph,
  role: "receivers" | "exporters",
): Finding[] {
  const named = (mention: Mention): boolean => mention.id === connector.id;
  const links = graph.links.filter((link) => link.connector === connector.id);
  const near = role === "exporters" ? "from" : "to";
  const signalOf = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline.signal]));
  const served = new Set(
    links.filter((link) => link.supported).map((link) => signalOf.get(link[near]) ?? ""),
  );
  const reported = new Set<string>();
  return pipelines.flatMap((pipeline) => {
    const mention = pipeline[role].find(named);
    if (mention === undefined || served.has(pipeline.signal) || reported.has(pipeline.signal))
      return [];
    reported.add(pipeline.signal);
    const oneSided = links.length === 0;
    const here = role === "exporters" ? "an exporter" : "a receiver";
    const there = role === "exporters" ? "a receiver" : "an exporter";
    const otherEnds = links
      .map((link) => `"${role === "exporters" ? link.to : link.from}"`)
      .join(", ");
    return [
      finding({
        code: oneSided ? "connector-one-sided" : "connector-signals",
        place: mention.place,
        path: mention.path,
        message: oneSided
          ? `The connector "${connector.id}" is used as ${here} in "${pipeline.id}" and nowhere as ${there}.`
          : `The connector "${connector.id}" cannot carry ${pipeline.signal} between "${pipeline.id}" and ${otherEnds}.`,
        remedy: oneSided
          ? `Name it among the ${role === "exporters" ? "receivers" : "exporters"} of another pipeline, or take it out here.`
          : "Connect pipelines of signals that this connector supports, or use another connector.",
      }),
    ];
  });
}
