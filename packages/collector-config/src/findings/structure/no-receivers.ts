import { missing } from "./section-empty.js";
import type { Rule, RulePage } from "../rule.js";

/** `no-receivers`: the Collector refuses a configuration that defines none. */
export const noReceivers: Rule = {
  code: "no-receivers",
  level: "structure",
  severity: "error",
  check: (context) =>
    missing(context, "receivers", "no-receivers", "otlp:\n    protocols: {grpc: {}, http: {}}"),
};

/** Its page. */
export const noReceiversPage: RulePage = {
  summary: "A configuration without any receiver.",
  why: "The Collector starts only when at least one receiver is defined, unless the feature gate `service.AllowNoPipelines` is on (a supervisor sets it).",
  example: {
    bad: `receivers: {}
exporters:
  debug:
connectors:
  forward:
service:
  pipelines:
    traces: {receivers: [forward], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
