import { type Finding, finding, replace } from "../../finding.js";
import { listed, nearest } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { named } from "./option-type.js";
import { ENUM_SHOWN_MAX } from "./words.js";

/** `option-enum`: a word that is none of those an option knows. */
export const optionEnum: Rule = {
  code: "option-enum",
  level: "options",
  severity: "error",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "enum" || fault.node.kind !== "scalar") return [];
      const { node, path } = fault;
      const words = fault.option.enum ?? [];
      const near = nearest(node.source, words);
      const plain = context.config.text.slice(node.place.offset, node.place.end) === node.source;
      return [
        finding({
          severity,
          code: "option-enum",
          place: node.place,
          path,
          message: `${named(path, depth, owner)} knows no "${node.source}".`,
          remedy:
            near === undefined
              ? `Use one of ${listed(
                  words.filter((word) => word !== ""),
                  ENUM_SHOWN_MAX,
                )}.`
              : `Write "${near}".`,
          edit: near !== undefined && plain ? replace(node.place, near) : undefined,
        }),
      ];
    }),
};

/** Its page. */
export const optionEnumPage: RulePage = {
  summary: "A word that is none of those its option knows.",
  why: "Some options know a few words only, and the Collector refuses others. A warning where the catalogue is of another version than the Collector.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: {verbosity: verbose}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: {verbosity: detailed}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
