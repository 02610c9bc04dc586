import { finding } from "../../finding.js";
import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import { readComponentId } from "../../parse/component-id.js";
import { child } from "../../parse/tree.js";
import type { Rule } from "../rule.js";

/** `component-id`: a key that is no `type` or `type/name`. */
export const componentId: Rule = ({ config }) =>
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
  });
