import { aliasOf } from "../../facts/aliases.js";
import { REMOVED_COMPONENTS } from "../../facts/removed.js";
import { knownTypes } from "../../facts/signals.js";
import { finding } from "../../finding.js";
import { nearestWithin } from "../nearest.js";
import { renameEdit } from "../rename.js";
import type { Rule } from "../rule.js";

/** Letters that may differ before a type counts as another component rather than a slip. */
const SLIP_LENGTH_MIN = 4;

/**
 * `unfamiliar-type`, a warning: a type that looks like a slip of a well-known one. Any build may have components
 * of its own, so only an agent's report makes it an error.
 */
export const unfamiliarType: Rule = {
  code: "unfamiliar-type",
  level: "structure",
  severity: "warning",
  summary: "A component type that looks like a slip of a well-known one.",
  why: "Any build of the Collector may have components of its own, so that only the report of an agent makes it an error (`component-not-available`); without an agent this warning points at the likely slip.",
  example: {
    bad: `receivers:
  otlpp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlpp], exporters: [debug]}
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
  check: ({ config, components, catalogue }) => {
    if (components !== undefined) return [];
    const suggest = nearestWithin();
    return config.components.flatMap((component) => {
      const known = knownTypes(component.class);
      const { class: kind, type } = component;
      const alias = aliasOf(kind, type);
      const familiar =
        known.includes(type) ||
        (alias !== undefined && known.includes(alias)) ||
        catalogue?.component(kind, type) !== undefined ||
        Object.hasOwn(REMOVED_COMPONENTS[kind] ?? {}, type);
      if (familiar || type.length < SLIP_LENGTH_MIN) return [];
      const near = suggest(type, known);
      if (near === undefined || Math.abs(near.length - type.length) > 1) return [];
      // Another generation of the same component is no slip: healthcheckv2.
      if (/\d$/.test(type) && !/\d$/.test(near)) return [];
      return [
        finding({
          severity: "warning",
          code: "unfamiliar-type",
          place: component.place,
          path: component.path,
          message: `No well-known ${kind} is called "${type}".`,
          remedy: `Use "${near}" if that was meant; a Collector of your own build may have "${type}".`,
          edit: renameEdit(config, component, near),
        }),
      ];
    });
  },
};
