import { finding } from "../../finding.js";
import { listed } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";
import { knownOptions } from "./known-options.js";

/** `options-unchecked`: components whose options the catalogue does not know. */
export const optionsUnchecked: Rule = {
  code: "options-unchecked",
  level: "options",
  severity: "info",
  check: (context) => {
    const { config, catalogue } = context;
    if (catalogue === undefined) return [];
    const unknown = config.components.filter(
      (each) =>
        each.body.kind === "map" &&
        each.body.entries.size > 0 &&
        knownOptions(context, each) === undefined,
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

/** Its page. */
export const optionsUncheckedPage: RulePage = {
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
};
