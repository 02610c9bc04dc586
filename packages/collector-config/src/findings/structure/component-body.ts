import { finding } from "../../finding.js";
import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import { child, isNull, isSymbolic, kindName } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `component-body`: options are a map; nothing at all means defaults. */
export const componentBody: Rule = {
  code: "component-body",
  level: "structure",
  severity: "error",
  check: ({ config }) =>
    COMPONENT_CLASSES.flatMap((kind) => {
      const section = child(config.root, SECTIONS[kind]);
      if (section?.kind !== "map") return [];
      return [...section.entries.values()].flatMap(({ key, value }) => {
        if (value.kind === "map" || isNull(value) || isSymbolic(value)) return [];
        return [
          finding({
            code: "component-body",
            place: value.place,
            path: [SECTIONS[kind], key],
            message: `The ${kind} "${key}" is ${kindName(value)}; its options must be a map.`,
            remedy: `Write "${key}: {}" for defaults, or its options below it, indented.`,
          }),
        ];
      });
    }),
};

/** Its page. */
export const componentBodyPage: RulePage = {
  summary: "Options of a component that are text, a number, a boolean or a list.",
  why: "Options are a map; nothing at all after the colon means defaults, anything else cannot be decoded.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: true
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
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
