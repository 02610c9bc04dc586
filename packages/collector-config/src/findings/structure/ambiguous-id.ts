import { finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";

/** `ambiguous-id`: a connector may not share its id with a receiver or an exporter. */
export const ambiguousId: Rule = {
  code: "ambiguous-id",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const connectors = new Map(
      config.components.filter((each) => each.class === "connector").map((each) => [each.id, each]),
    );
    return config.components
      .filter((each) => each.class === "receiver" || each.class === "exporter")
      .flatMap((other) => {
        const connector = connectors.get(other.id);
        if (connector === undefined) return [];
        return [
          finding({
            code: "ambiguous-id",
            place: connector.place,
            path: connector.path,
            message: `"${connector.id}" is both a connector and, on line ${other.place.line}, ${other.class === "exporter" ? "an" : "a"} ${other.class}.`,
            remedy: `Name the connector apart, for example "${connector.type}/connector", and use that name in the pipelines.`,
          }),
        ];
      });
  },
};

/** Its page. */
export const ambiguousIdPage: RulePage = {
  summary: "A connector with the id of a receiver or an exporter.",
  why: "Connectors stand among receivers and exporters in pipelines, so a shared id would not tell which of the two is meant.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  forward:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [forward]}
    traces/out: {receivers: [forward], exporters: [forward]}
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
