import { isSignal, supportsSignal } from "../../facts/signals.js";
import { finding } from "../../finding.js";
import { ROLES } from "../../parse/config.js";
import type { Rule, RulePage } from "../rule.js";

const CLASS = { receivers: "receiver", processors: "processor", exporters: "exporter" } as const;

/** `signal-unsupported`: a well-known component in a pipeline of a signal that it does not handle. */
export const signalUnsupported: Rule = {
  code: "signal-unsupported",
  level: "structure",
  severity: "error",
  check: ({ config, component: find }) =>
    config.pipelines.flatMap((pipeline) =>
      ROLES.flatMap((role) =>
        pipeline[role].flatMap((mention) => {
          const { signal } = pipeline;
          const component = find(CLASS[role], mention.id);
          if (component === undefined || !isSignal(signal)) return [];
          if (supportsSignal(CLASS[role], component.type, signal) !== false) return [];
          return [
            finding({
              code: "signal-unsupported",
              place: mention.place,
              path: mention.path,
              message: `The ${CLASS[role]} "${mention.id}" handles no ${signal}, which the pipeline "${pipeline.id}" carries.`,
              remedy: `Take it out of this pipeline, or use a ${CLASS[role]} for ${signal}.`,
            }),
          ];
        }),
      ),
    ),
};

/** Its page. */
export const signalUnsupportedPage: RulePage = {
  summary: "A component in a pipeline of a signal that it does not handle.",
  why: "Components are made for certain signals; the Collector cannot build a pipeline with one that lacks its signal.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  prometheus: {endpoint: "localhost:9464"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [prometheus]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  prometheus: {endpoint: "localhost:9464"}
service:
  pipelines:
    metrics: {receivers: [otlp], exporters: [prometheus]}
`,
  },
};
