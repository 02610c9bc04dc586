import { type Finding, finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { named } from "./option-type.js";

/** `option-deprecated`: an option that still works and will go. */
export const optionDeprecated: Rule = {
  code: "option-deprecated",
  level: "options",
  severity: "warning",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth }): Finding[] => {
      if (fault.kind !== "deprecated") return [];
      return [
        finding({
          severity: "warning",
          code: "option-deprecated",
          place: fault.entry.keyPlace,
          path: fault.path,
          message: `${named(fault.path, depth, owner)} is deprecated.`,
          remedy: "See the component's page for what takes its place.",
        }),
      ];
    }),
};

/** Its page. */
export const optionDeprecatedPage: RulePage = {
  summary: "An option that still works and will be removed.",
  why: "Deprecated options are removed some versions later, and then the Collector refuses the configuration. `validate` says nothing about them.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  prometheus: {endpoint: "localhost:9464", add_metric_suffixes: false}
service:
  pipelines:
    metrics: {receivers: [otlp], exporters: [prometheus]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  prometheus: {endpoint: "localhost:9464", translation_strategy: UnderscoreEscapingWithoutSuffixes}
service:
  pipelines:
    metrics: {receivers: [otlp], exporters: [prometheus]}
`,
  },
};
