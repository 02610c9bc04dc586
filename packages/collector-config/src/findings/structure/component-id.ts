import { finding } from "../../finding.js";
import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import { readComponentId } from "../../parse/component-id.js";
import { child } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `component-id`: a key that is no `type` or `type/name`. */
export const componentId: Rule = {
  code: "component-id",
  level: "structure",
  severity: "error",
  check: ({ config }) =>
    COMPONENT_CLASSES.flatMap((kind) => {
      const section = child(config.root, SECTIONS[kind]);
      if (section?.kind !== "map") return [];
      return [...section.entries.values()].flatMap((entry) => {
        const read = readComponentId(entry.key);
        if (read.ok) return [];
        const reference = entry.key.includes("${") ? " References are not expanded in keys." : "";
        return [
          finding({
            code: "component-id",
            place: entry.keyPlace,
            path: [SECTIONS[kind], entry.key],
            message: `"${entry.key}" is no ${kind} id: ${read.reason}.${reference}`,
            remedy: 'Write "type" or "type/name", for example "otlp" or "otlp/backend".',
          }),
        ];
      });
    }),
};

/** Its page. */
export const componentIdPage: RulePage = {
  summary: "A key among the components that is not `type` or `type/name`.",
  why: "Types hold letters, digits and underscores only; a name follows after one slash and is not empty. References such as `${env:NAME}` are not expanded in keys.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug/:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug/short:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug/short]}
`,
  },
};
