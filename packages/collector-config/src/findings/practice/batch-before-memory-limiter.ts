import type { Rule, RulePage } from "../rule.js";
import { limiterFirst } from "./limiter-first.js";

/** `batch-before-memory-limiter`: a batch processor before the memory_limiter. */
export const batchBeforeMemoryLimiter: Rule = {
  code: "batch-before-memory-limiter",
  level: "practice",
  severity: "warning",
  check: ({ config }) =>
    config.pipelines.flatMap((pipeline) => {
      const at = pipeline.processors.findIndex((each) => each.type === "memory_limiter");
      const limiter = pipeline.processors[at];
      const before = pipeline.processors.slice(0, Math.max(at, 0));
      if (limiter === undefined || !before.some((each) => each.type === "batch")) return [];
      return [limiterFirst(config, pipeline, limiter, "batch-before-memory-limiter")];
    }),
};

/** Its page. */
export const batchBeforeMemoryLimiterPage: RulePage = {
  summary: "A batch processor before the memory_limiter.",
  why: "`batch` takes everything in and answers at once, so that a limiter behind it refuses data that the sender believes delivered: it is lost instead of sent again.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch, memory_limiter], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}
`,
  },
};
