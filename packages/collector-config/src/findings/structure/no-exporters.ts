import { missing } from "./section-empty.js";
import type { Rule, RulePage } from "../rule.js";

/** `no-exporters`: the Collector refuses a configuration that defines none. */
export const noExporters: Rule = {
  code: "no-exporters",
  level: "structure",
  severity: "error",
  check: (context) => missing(context, "exporters", "no-exporters", "debug:"),
};

/** Its page. */
export const noExportersPage: RulePage = {
  summary: "A configuration without any exporter.",
  why: "The Collector starts only when at least one exporter is defined, unless the feature gate `service.AllowNoPipelines` is on (a supervisor sets it).",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
service:
  pipelines:
    traces: {receivers: [otlp]}
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
