import { type Finding, finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { named } from "./option-type.js";

/** `option-number-range`: a negative number where only 0 and more is taken. */
export const optionNumberRange: Rule = {
  code: "option-number-range",
  level: "options",
  severity: "error",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "negative") return [];
      const { node, path } = fault;
      return [
        finding({
          severity,
          code: "option-number-range",
          place: node.place,
          path,
          message: `${named(path, depth, owner)} is negative; it takes 0 or more.`,
          remedy: "Write 0 or a positive number.",
        }),
      ];
    }),
};

/** Its page. */
export const optionNumberRangePage: RulePage = {
  summary: "A negative number where an option takes 0 or more.",
  why: 'Counts and sizes have no negative values; the Collector refuses them instead of reading -1 as "no limit". A warning where the catalogue is of another version than the Collector.',
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: -1}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: 0}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
  },
};
