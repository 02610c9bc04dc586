import { finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";

/** `processor-twice`: one pipeline may name a processor once; receivers and exporters may repeat. */
export const processorTwice: Rule = {
  code: "processor-twice",
  level: "structure",
  severity: "error",
  check: ({ config }) =>
    config.pipelines.flatMap((pipeline) => {
      const seen = new Set<string>();
      return pipeline.processors.flatMap((mention) => {
        if (!seen.has(mention.id)) {
          seen.add(mention.id);
          return [];
        }
        return [
          finding({
            code: "processor-twice",
            place: mention.place,
            path: mention.path,
            message: `The pipeline "${pipeline.id}" names the processor "${mention.id}" twice.`,
            remedy: `Remove one, or define a second one such as "${mention.type}/2".`,
          }),
        ];
      });
    }),
};

/** Its page. */
export const processorTwicePage: RulePage = {
  summary: "One processor named twice in a pipeline.",
  why: "A processor has one place in a pipeline. Receivers and exporters may repeat without harm.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch, batch], exporters: [debug]}
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
