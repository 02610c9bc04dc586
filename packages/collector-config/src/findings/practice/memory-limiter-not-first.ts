import type { Rule, RulePage } from "../rule.js";
import { limiterFirst } from "./limiter-first.js";

/** `memory-limiter-not-first`: a memory_limiter behind other processors. */
export const memoryLimiterNotFirst: Rule = {
  code: "memory-limiter-not-first",
  level: "practice",
  severity: "warning",
  check: ({ config }) =>
    config.pipelines.flatMap((pipeline) => {
      const at = pipeline.processors.findIndex((each) => each.type === "memory_limiter");
      const limiter = pipeline.processors[at];
      const before = pipeline.processors.slice(0, Math.max(at, 0));
      if (limiter === undefined || before.length === 0) return [];
      if (before.some((each) => each.type === "batch")) return [];
      return [limiterFirst(config, pipeline, limiter, "memory-limiter-not-first")];
    }),
};

/** Its page. */
export const memoryLimiterNotFirstPage: RulePage = {
  summary: "A memory_limiter behind other processors.",
  why: "What stands before it has already been copied into memory and worked on when the limiter refuses; only as the first processor does it hold data back where it comes in, so that the receiver tells the sender.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  attributes: {actions: [{key: team, value: stores, action: upsert}]}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [attributes, memory_limiter], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  attributes: {actions: [{key: team, value: stores, action: upsert}]}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, attributes], exporters: [otlp_http]}
`,
  },
};
