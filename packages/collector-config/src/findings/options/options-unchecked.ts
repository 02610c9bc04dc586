import { finding } from "../../finding.js";
import { listed } from "../nearest.js";
import type { Rule } from "../rule.js";

/** `options-unchecked`: components whose options the catalogue does not know. */
export const optionsUnchecked: Rule = {
  code: "options-unchecked",
  level: "options",
  severity: "info",
  summary: "Components whose options cannot be checked.",
  why: "The catalogue does not have every component, and builds have components of their own. Options of such components are taken as they are; the finding says so once, so that silence is not mistaken for approval.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  our_own: {place: cellar}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [our_own]}
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
  check: ({ config, catalogue }) => {
    if (catalogue === undefined) return [];
    const unknown = config.components.filter(
      ({ class: kind, type, body }) =>
        body.kind === "map" &&
        body.entries.size > 0 &&
        (catalogue.component(kind, type)?.options ?? null) === null,
    );
    const [first] = unknown;
    if (first === undefined) return [];
    const names = [...new Set(unknown.map((each) => `${each.class} ${each.type}`))];
    return [
      finding({
        severity: "info",
        code: "options-unchecked",
        place: first.place,
        path: first.path,
        message: `The catalogue of ${catalogue.collectorVersion} does not know the options of ${listed(names)}: they are not checked.`,
        remedy: "Compare them with the documentation of the build that the agent runs.",
      }),
    ];
  },
};
