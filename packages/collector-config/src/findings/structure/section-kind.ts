import { type Finding, finding } from "../../finding.js";
import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import { type ConfigNode, descend, isNull, isSymbolic, kindName } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

const MAPS: readonly (readonly string[])[] = [
  ...COMPONENT_CLASSES.map((kind) => [SECTIONS[kind]]),
  ["service"],
  ["service", "pipelines"],
  ["service", "telemetry"],
];

/** `section-kind`: a section that is no map, or `service.extensions` that is no list. */
export const sectionKind: Rule = {
  code: "section-kind",
  level: "structure",
  severity: "error",
  check: ({ config }) => [
    ...MAPS.flatMap((path) => wrong(descend(config.root, path), path, "map")),
    ...wrong(descend(config.root, ["service", "extensions"]), ["service", "extensions"], "list"),
  ],
};

function wrong(
  node: ConfigNode | undefined,
  path: readonly string[],
  wanted: "map" | "list",
): Finding[] {
  if (node === undefined || node.kind === wanted || isNull(node) || isSymbolic(node)) return [];
  return [
    finding({
      code: "section-kind",
      place: node.place,
      path,
      message: `"${path.join(".")}" is ${kindName(node)}; it must be a ${wanted}.`,
      remedy:
        wanted === "map"
          ? 'Write its parts below it, indented, as "name:" lines without dashes.'
          : 'Write a list: "[health_check]", or one "- name" a line.',
    }),
  ];
}

/** Its page. */
export const sectionKindPage: RulePage = {
  summary: "A section that is not a map, or `service.extensions` that is not a list.",
  why: "Sections are maps from ids to options. A dash before each component makes a list of them, which the Collector cannot decode.",
  example: {
    bad: `receivers:
  - otlp: {protocols: {grpc: {}}}
exporters:
  debug:
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
