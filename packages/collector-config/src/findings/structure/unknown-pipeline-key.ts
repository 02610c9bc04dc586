import { ROLES } from "../../parse/config.js";
import type { Rule, RulePage } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

/** `unknown-pipeline-key`: a pipeline has receivers, processors and exporters only. */
export const unknownPipelineKey: Rule = {
  code: "unknown-pipeline-key",
  level: "structure",
  severity: "error",
  check: ({ config }) =>
    config.pipelines.flatMap(({ body, path }) =>
      body.kind === "map" ? unknownKeys(body, ROLES, path, "unknown-pipeline-key") : [],
    ),
};

/** Its page. */
export const unknownPipelineKeyPage: RulePage = {
  summary: "A key of a pipeline other than `receivers`, `processors` and `exporters`.",
  why: "The Collector refuses it. A misspelt `processors` would otherwise let data pass unprocessed.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], procesors: [batch], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
  },
};
