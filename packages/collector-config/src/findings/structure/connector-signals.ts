import { connectorFindings } from "./connector-usage.js";
import type { Rule, RulePage } from "../rule.js";

/** `connector-signals`: a connector leads only from and to the signals that it supports. */
export const connectorSignals: Rule = {
  code: "connector-signals",
  level: "structure",
  severity: "error",
  check: (context) => connectorFindings(context, "connector-signals"),
};

/** Its page. */
export const connectorSignalsPage: RulePage = {
  summary: "A connector between signals that it does not connect.",
  why: "Each connector leads from certain signals to certain others: `forward` from a signal to itself, `span_metrics` from traces to metrics. Each signal that it takes must lead to one that it gives, and the other way round.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [forward]}
    logs: {receivers: [forward], exporters: [debug]}
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
