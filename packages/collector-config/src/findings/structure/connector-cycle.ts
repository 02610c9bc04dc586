import { finding } from "../../finding.js";
import { cyclesOf } from "../../graph/cycles.js";
import type { Rule, RulePage } from "../rule.js";

/** `connector-cycle`: data may not come back to a pipeline that it has passed. */
export const connectorCycle: Rule = {
  code: "connector-cycle",
  level: "structure",
  severity: "error",
  check: ({ config, graph }) =>
    cyclesOf(graph).flatMap((cycle) => {
      const [first] = cycle;
      const pipeline = config.pipelines.find((each) => each.id === first?.from);
      const mention = pipeline?.exporters.find((each) => each.id === first?.connector);
      if (first === undefined || mention === undefined) return [];
      const way = [first.from, ...cycle.flatMap((link) => [`(${link.connector})`, link.to])].join(
        " → ",
      );
      return [
        finding({
          code: "connector-cycle",
          place: mention.place,
          path: mention.path,
          message: `Data would go in a circle: ${way}.`,
          remedy: `Take "${first.connector}" out of one of these pipelines.`,
        }),
      ];
    }),
};

/** Its page. */
export const connectorCyclePage: RulePage = {
  summary: "Connectors that lead data back to a pipeline that it has passed.",
  why: "Data would go round without end; the Collector refuses such a graph.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [otlp, forward], exporters: [forward, debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [forward]}
    traces/out: {receivers: [forward], exporters: [debug]}
`,
  },
};
