import { finding, replace } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { turnedOff } from "./turned-off.js";

/** `queue-off`: an exporter whose `sending_queue` is turned off. */
export const queueOff: Rule = {
  code: "queue-off",
  level: "practice",
  severity: "info",
  check: (context) =>
    turnedOff(context, "sending_queue").map(({ component, node }) =>
      finding({
        severity: "info",
        code: "queue-off",
        place: node.place,
        path: [...component.path, "sending_queue", "enabled"],
        message: `The exporter "${component.id}" has no queue: "sending_queue" is turned off.`,
        remedy: "Turn it on, or remove the option: the queue is on by default.",
        edit: replace(node.place, "true"),
      }),
    ),
};

/** Its page. */
export const queueOffPage: RulePage = {
  summary: "An exporter whose `sending_queue` is turned off.",
  why: "Without a queue one slow backend holds up the pipeline and everything that feeds it; with one, data waits while the others go on. Some set-ups want just that, to pass the pressure back to a sender that keeps the data.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", sending_queue: {enabled: false}}
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
  otlp_http: {endpoint: "http://backend:4318", sending_queue: {enabled: true}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}
`,
  },
};
