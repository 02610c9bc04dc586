import { finding, replace } from "../../finding.js";
import { descend } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `own-metrics-off`: the metrics of the Collector itself are turned off. */
export const ownMetricsOff: Rule = {
  code: "own-metrics-off",
  level: "practice",
  severity: "info",
  check: ({ config }) => {
    const node = descend(config.root, ["service", "telemetry", "metrics", "level"]);
    if (node?.kind !== "scalar" || !/^none$/i.test(node.source)) return [];
    return [
      finding({
        severity: "info",
        code: "own-metrics-off",
        place: node.place,
        path: ["service", "telemetry", "metrics", "level"],
        message:
          "The Collector tells nothing about itself: what it drops or cannot deliver goes unseen.",
        remedy: 'Set the level to "normal", which is the default.',
        edit: replace(node.place, "normal"),
      }),
    ];
  },
};

/** Its page. */
export const ownMetricsOffPage: RulePage = {
  summary: "The metrics of the Collector itself are turned off.",
  why: "Refused and dropped data, full queues and failing exporters show in these metrics and nowhere else but the log.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  telemetry: {metrics: {level: normal}}
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
