import { finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";

const GATE = "service.profilesSupport";

/** `profiles-gate`: pipelines for profiles run only with the feature gate on. */
export const profilesGate: Rule = {
  code: "profiles-gate",
  level: "structure",
  severity: "error",
  check: ({ config, gates }) =>
    gates.has(GATE)
      ? []
      : config.pipelines
          .filter((pipeline) => pipeline.signal === "profiles")
          .map((pipeline) =>
            finding({
              code: "profiles-gate",
              place: pipeline.place,
              path: pipeline.path,
              message: `The pipeline "${pipeline.id}" needs the feature gate ${GATE}, which is off by default.`,
              remedy: `Start the Collector with --feature-gates=${GATE}, or remove the pipeline.`,
            }),
          ),
};

/** Its page. */
export const profilesGatePage: RulePage = {
  summary: "A pipeline for profiles without the feature gate that allows it.",
  why: "Profiles are still in development: the Collector refuses their pipelines unless it runs with `--feature-gates=service.profilesSupport`.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    profiles: {receivers: [otlp], exporters: [debug]}
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
