import { finding } from "../../finding.js";
import { child, isNull, isSymbolic } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `pipeline-incomplete`: every pipeline needs a receiver and an exporter. */
export const pipelineIncomplete: Rule = {
  code: "pipeline-incomplete",
  level: "structure",
  severity: "error",
  check: ({ config }) =>
    config.pipelines.flatMap((pipeline) => {
      if (isSymbolic(pipeline.body)) return [];
      return (["receivers", "exporters"] as const).flatMap((role) => {
        const list = child(pipeline.body, role);
        const empty =
          list === undefined || isNull(list) || (list.kind === "list" && list.items.length === 0);
        if (!empty) return [];
        const one = role === "receivers" ? "receiver" : "exporter";
        return [
          finding({
            code: "pipeline-incomplete",
            place: pipeline.place,
            path: pipeline.path,
            message: `The pipeline "${pipeline.id}" has no ${one}.`,
            remedy: `Name at least one ${one} or connector under "${role}", or remove the pipeline.`,
          }),
        ];
      });
    }),
};

/** Its page. */
export const pipelineIncompletePage: RulePage = {
  summary: "A pipeline without receivers or without exporters.",
  why: "Data has to come from somewhere and to go somewhere; the Collector refuses a pipeline that lacks either.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
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
