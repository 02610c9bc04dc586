import { hasComponent } from "../../components/reported.js";
import { REMOVED_COMPONENTS, type RemovedComponent } from "../../facts/removed.js";
import { type Edit, finding, replace } from "../../finding.js";
import type { Component } from "../../parse/config.js";
import { renameEdit } from "../rename.js";
import type { Rule, RulePage } from "../rule.js";

/** `removed-component`: a type that current Collectors no longer have, with what takes its place. */
export const removedComponent: Rule = {
  code: "removed-component",
  level: "structure",
  severity: "error",
  check: ({ config, components, current }) =>
    config.components.flatMap((component) => {
      const facts = REMOVED_COMPONENTS[component.class] ?? {};
      const fact = Object.hasOwn(facts, component.type) ? facts[component.type] : undefined;
      if (fact === undefined) return [];
      if (components !== undefined && hasComponent(components, component.class, component.type))
        return [];
      return [
        finding({
          severity: current ? "error" : "warning",
          code: "removed-component",
          place: component.place,
          path: component.path,
          message: `The ${component.class} "${component.type}" was removed from the Collector.`,
          remedy: fact.remedy,
          edit:
            fact.renameTo === undefined
              ? undefined
              : renameEdit(config, component, fact.renameTo, optionEdits(component, fact)),
        }),
      ];
    }),
};

/** The option that goes by another name now; nothing where its word has no successor. */
function optionEdits({ body }: Component, { renameOption }: RemovedComponent): Edit[] {
  if (renameOption === undefined || body.kind !== "map") return [];
  const entry = body.entries.get(renameOption.from);
  if (entry?.value.kind !== "scalar" || body.entries.has(renameOption.to)) return [];
  const word = entry.value.source.toLowerCase();
  if (!Object.hasOwn(renameOption.words, word)) return [];
  return [
    replace(entry.keyPlace, renameOption.to),
    replace(entry.value.place, renameOption.words[word] ?? ""),
  ];
}

/** Its page. */
export const removedComponentPage: RulePage = {
  summary: "A component type that current Collectors no longer have.",
  why: 'Old examples and files still name it. The Collector says no more than "unknown type"; the remedy here names what takes its place. For an agent older than the facts it is a warning.',
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  logging:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [logging]}
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
