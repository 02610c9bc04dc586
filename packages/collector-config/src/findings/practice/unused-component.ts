import { finding } from "../../finding.js";
import { type CollectorConfig, type ComponentClass, ROLES, SECTIONS } from "../../parse/config.js";
import { descend, isSymbolic } from "../../parse/tree.js";
import { removeEntry } from "../editing.js";
import type { Rule, RulePage, RuleContext } from "../rule.js";

/** `unused-component`: a component that is defined and not used. */
export const unusedComponent: Rule = {
  code: "unused-component",
  level: "practice",
  severity: "info",
  check: ({ config, component, runs }) => {
    const open = config.pipelines.some((pipeline) => pipeline.open.size > 0);
    if (open || config.pipelines.length === 0) return [];
    const slips = undefinedClasses(config, component);
    return config.components
      .filter((each) => !runs(each) && !slips.has(each.class) && each.type !== "nop")
      .filter(
        (each) =>
          each.class !== "extension" ||
          !isSymbolic(descend(config.root, ["service", "extensions"])),
      )
      .map((each) => {
        const section = config.root.entries.get(SECTIONS[each.class])?.value;
        const entry = section?.kind === "map" ? section.entries.get(each.key) : undefined;
        const places = each.class === "extension" ? 'by "service.extensions"' : "by any pipeline";
        return finding({
          severity: "info",
          code: "unused-component",
          place: each.place,
          path: each.path,
          message: `The ${each.class} "${each.id}" is not named ${places}.`,
          remedy: "Name it where it should work, or remove it.",
          edit:
            section?.kind === "map" && entry !== undefined
              ? removeEntry(config.text, section, entry)
              : undefined,
        });
      });
  },
};

const NAMED: Record<(typeof ROLES)[number], readonly ComponentClass[]> = {
  receivers: ["receiver", "connector"],
  processors: ["processor"],
  exporters: ["exporter", "connector"],
};

/** Classes of which something undefined is named: what looks unused may have been meant. */
function undefinedClasses(
  config: CollectorConfig,
  component: RuleContext["component"],
): ReadonlySet<ComponentClass> {
  const missing = config.pipelines.flatMap((pipeline) =>
    ROLES.flatMap((role) => {
      const classes = NAMED[role];
      const defined = (id: string) => classes.some((kind) => component(kind, id) !== undefined);
      return pipeline[role].every(({ id }) => defined(id)) ? [] : classes;
    }),
  );
  const extensions = config.extensions.every(({ id }) => component("extension", id) !== undefined);
  return new Set([...missing, ...(extensions ? [] : (["extension"] as const))]);
}

/** Its page. */
export const unusedComponentPage: RulePage = {
  summary: "A component that is defined and not used.",
  why: "The Collector reads and validates it all the same: a mistake in it stops everything, and readers take it for a part of the data's way. An extension runs only when `service.extensions` names it.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
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
