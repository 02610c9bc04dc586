import { connectorFindings } from "./connector-usage.js";
import type { Rule, RulePage } from "../rule.js";

/** `connector-one-sided`: a connector in use needs both ends. */
export const connectorOneSided: Rule = {
  code: "connector-one-sided",
  level: "structure",
  severity: "error",
  check: (context) => connectorFindings(context, "connector-one-sided"),
};

/** Its page. */
export const connectorOneSidedPage: RulePage = {
  summary: "A connector that is used as a receiver or as an exporter only.",
  why: "A connector ends one pipeline and begins another; one that is named has to have both ends. A connector that no pipeline names is fine.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug, forward]}
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
