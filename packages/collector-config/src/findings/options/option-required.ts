import { type Finding, finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { inside } from "./words.js";

/** `option-required`: a section without an option that it needs. */
export const optionRequired: Rule = {
  code: "option-required",
  level: "options",
  severity: "error",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "missing") return [];
      const where = inside(fault.path, depth);
      const subject = where === "" ? `The ${owner}` : `"${where}" of the ${owner}`;
      return [
        finding({
          severity,
          code: "option-required",
          place: fault.node.place,
          path: fault.path,
          message: `${subject} lacks "${fault.name}".`,
          remedy: `Set ${fault.name}.`,
        }),
      ];
    }),
};

/** Its page. */
export const optionRequiredPage: RulePage = {
  summary: "A section without an option that it needs.",
  why: "Some sections mean nothing without one of their options, such as an operator of a log receiver without its `type`; the Collector refuses them. What a whole component needs is told by the rule `component-required`.",
  example: {
    bad: `receivers:
  file_log:
    include: [/var/log/app.log]
    operators: [{parse_from: body}]
exporters:
  debug:
service:
  pipelines:
    logs: {receivers: [file_log], exporters: [debug]}
`,
    good: `receivers:
  file_log:
    include: [/var/log/app.log]
    operators: [{type: json_parser, parse_from: body}]
exporters:
  debug:
service:
  pipelines:
    logs: {receivers: [file_log], exporters: [debug]}
`,
  },
};
