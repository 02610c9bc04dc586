import { hasComponent } from "../../components/reported.js";
import { REMOVED_COMPONENTS } from "../../facts/removed.js";
import { finding } from "../../finding.js";
import { renameEdit } from "../rename.js";
import type { Rule } from "../rule.js";

/** `removed-component`: a type that current Collectors no longer have, with what takes its place. */
export const removedComponent: Rule = ({ config, components, current }) =>
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
          fact.renameTo === undefined ? undefined : renameEdit(config, component, fact.renameTo),
      }),
    ];
  });
