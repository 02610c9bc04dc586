import { currentName } from "../../facts/aliases.js";
import { finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";

/** Connectors that make metrics of spans. */
const COUNTING: readonly string[] = ["span_metrics", "servicegraph", "service_graph", "count"];

/** `metrics-after-sampling`: metrics counted from traces that tail sampling has thinned out. */
export const metricsAfterSampling: Rule = {
  code: "metrics-after-sampling",
  level: "practice",
  severity: "warning",
  check: ({ config, component }) =>
    config.pipelines.flatMap((pipeline) => {
      const sampler = pipeline.processors.find((each) => each.type === "tail_sampling");
      if (sampler === undefined) return [];
      return pipeline.exporters
        .filter((each) => component("connector", each.id) !== undefined)
        .filter((each) => COUNTING.includes(currentName("connector", each.type)))
        .map((each) =>
          finding({
            severity: "warning",
            code: "metrics-after-sampling",
            place: each.place,
            path: each.path,
            message: `"${each.id}" counts only the traces that "${sampler.id}" kept in the pipeline "${pipeline.id}".`,
            remedy: `Name "${each.id}" in a pipeline of its own, with the same receivers and without "${sampler.id}".`,
          }),
        );
    }),
};

/** Its page. */
export const metricsAfterSamplingPage: RulePage = {
  summary: "Metrics counted from traces that tail sampling has thinned out.",
  why: "A connector such as `span_metrics` counts what reaches it. Behind `tail_sampling`, which keeps errors and slow traces and drops the rest, rates and latencies are those of the kept traces, not of the service.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  tail_sampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
connectors:
  span_metrics:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [tail_sampling], exporters: [otlp_http, span_metrics]}
    metrics: {receivers: [span_metrics], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  tail_sampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
connectors:
  span_metrics:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [span_metrics]}
    traces/sampled: {receivers: [otlp], processors: [tail_sampling], exporters: [otlp_http]}
    metrics: {receivers: [span_metrics], exporters: [otlp_http]}
`,
  },
};
