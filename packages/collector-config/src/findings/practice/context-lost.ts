import { PUSHED_TO } from "../../facts/listeners.js";
import { finding } from "../../finding.js";
import { child } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

const FORGETTING: readonly string[] = ["batch", "tail_sampling", "groupbytrace"];

/** `context-lost`: k8s_attributes behind a processor that forgets who sent the data. */
export const contextLost: Rule = {
  code: "context-lost",
  level: "practice",
  severity: "warning",
  check: ({ config, component }) =>
    config.pipelines.flatMap((pipeline) => {
      const at = pipeline.processors.findIndex((each) => /^k8s_?attributes$/.test(each.type));
      const processor = pipeline.processors[at];
      const forgets = pipeline.processors
        .slice(0, Math.max(at, 0))
        .find((each) => FORGETTING.includes(each.type));
      if (processor === undefined || forgets === undefined) return [];
      const association = child(component("processor", processor.id)?.body, "pod_association");
      const pushed = pipeline.receivers.some((each) => PUSHED_TO.includes(each.type));
      if (!pushed || association !== undefined) return [];
      return [
        finding({
          severity: "warning",
          code: "context-lost",
          place: processor.place,
          path: processor.path,
          message: `In the pipeline "${pipeline.id}", "${processor.id}" looks for the sender's address, which "${forgets.id}" before it has dropped.`,
          remedy: `Put "${processor.id}" before "${forgets.id}", or name resource attributes in "pod_association".`,
        }),
      ];
    }),
};

/** Its page. */
export const contextLostPage: RulePage = {
  summary: "k8s_attributes behind a processor that forgets who sent the data.",
  why: "`k8s_attributes` finds the pod by the address of the connection, unless `pod_association` names attributes of the resource. `batch`, `tail_sampling` and `groupbytrace` put data of many connections together, and the address is gone.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
  k8s_attributes:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch, k8s_attributes], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
  k8s_attributes:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [k8s_attributes, batch], exporters: [otlp_http]}
`,
  },
};
