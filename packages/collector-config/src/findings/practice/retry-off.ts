import { finding, replace } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { turnedOff } from "./turned-off.js";

/** `retry-off`: an exporter whose `retry_on_failure` is turned off. */
export const retryOff: Rule = {
  code: "retry-off",
  level: "practice",
  severity: "warning",
  check: (context) =>
    turnedOff(context, "retry_on_failure").map(({ component, node }) =>
      finding({
        severity: "warning",
        code: "retry-off",
        place: node.place,
        path: [...component.path, "retry_on_failure", "enabled"],
        message: `The exporter "${component.id}" has no retries: "retry_on_failure" is turned off.`,
        remedy: "Turn it on, or remove the option: retrying is the default.",
        edit: replace(node.place, "true"),
      }),
    ),
};

/** Its page. */
export const retryOffPage: RulePage = {
  summary: "An exporter whose `retry_on_failure` is turned off.",
  why: "What a backend refuses for a moment (a restart, a limit on requests) is dropped at once instead of being sent again.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", retry_on_failure: {enabled: false}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", retry_on_failure: {enabled: true}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}
`,
  },
};
