import type { Catalogue } from "../../catalogue/catalogue.js";
import type { ReportedComponents } from "../../components/reported.js";
import { currentName } from "../../facts/aliases.js";
import { finding } from "../../finding.js";
import { type ComponentClass, SECTIONS } from "../../parse/config.js";
import { renameEdit } from "../rename.js";
import type { Rule, RulePage } from "../rule.js";

/** `renamed-component`: a component by a name that its Collector has replaced. */
export const renamedComponent: Rule = {
  code: "renamed-component",
  level: "practice",
  severity: "info",
  check: ({ config, components, catalogue }) =>
    config.components.flatMap((component) => {
      const { class: kind, type } = component;
      const name = newName(kind, type, components, catalogue);
      if (name === undefined || name === type) return [];
      return [
        finding({
          severity: "info",
          code: "renamed-component",
          place: component.place,
          path: component.path,
          message: `The ${kind} "${type}" is called "${name}" now.`,
          remedy: `Use "${name}", unless the configuration is also for Collectors that do not have it yet.`,
          edit: renameEdit(config, component, name),
        }),
      ];
    }),
};

/** The name that this Collector lists; undefined where nobody can tell. */
function newName(
  kind: ComponentClass,
  type: string,
  components: ReportedComponents | undefined,
  catalogue: Catalogue | undefined,
): string | undefined {
  if (components !== undefined) {
    const reported = components[SECTIONS[kind]];
    const name = currentName(kind, type);
    return Object.hasOwn(reported, name) && !Object.hasOwn(reported, type) ? name : undefined;
  }
  return catalogue?.component(kind, type)?.type;
}

/** Its page. */
export const renamedComponentPage: RulePage = {
  summary: "A component by a name that its Collector has replaced.",
  why: "Both names work for now, and the old one will go. Looked at only where it is known what the Collector has: with an agent's report, a version or a catalogue that has the new name.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlphttp: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlphttp]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
