import { aliasOf } from "../../facts/aliases.js";
import { REMOVED_COMPONENTS } from "../../facts/removed.js";
import { knownComponents } from "../../facts/component-words.js";
import { knownTypes } from "../../facts/signals.js";
import { finding } from "../../finding.js";
import { COMPONENT_CLASSES, type ComponentClass } from "../../parse/config.js";
import { type nearest, nearestWithin, slipOf } from "../nearest.js";
import { renameEdit } from "../rename.js";
import type { Rule, RulePage } from "../rule.js";

/** Letters that may differ before a type counts as another component rather than a slip. */
const SLIP_LENGTH_MIN = 4;

/**
 * `unfamiliar-type`: a type that looks like a slip of a well-known one. Any build may have components of its own, so
 * it is an error only where one letter is wrong.
 */
export const unfamiliarType: Rule = {
  code: "unfamiliar-type",
  level: "structure",
  severity: "error",
  check: ({ config, components, catalogue, current }) => {
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
      const near = suggest(type, known) ?? elsewhere(type, kind, suggest);
      if (near === undefined || Math.abs(near.length - type.length) > 1) return [];
      // Names with and without underscores are of different versions; either is the same component.
      if (bare(near) === bare(type)) return [];
      // Another generation of the same component is no slip: healthcheckv2.
      if (/\d$/.test(type) && !/\d$/.test(near)) return [];
      return [
        finding({
          severity: current && slipOf(type, [near]) !== undefined ? "error" : "warning",
          code: "unfamiliar-type",
          place: component.place,
          path: component.path,
          message: `No well-known ${kind} is called "${type}".`,
          remedy: `Use "${near}" if that was meant; a Collector of your own build may have "${type}".`,
          edit: known.includes(near) ? renameEdit(config, component, near) : undefined,
        }),
      ];
    });
  },
};

function bare(type: string): string {
  return type.replaceAll("_", "");
}

/** A slip of another class's type, at the wrong place. */
function elsewhere(
  type: string,
  kind: ComponentClass,
  suggest: typeof nearest,
): string | undefined {
  const others = COMPONENT_CLASSES.filter((each) => each !== kind).flatMap((each) =>
    knownComponents(each).flatMap(({ names }) => names),
  );
  // A type of another class, spelt correctly, may be a component of the build's own.
  return others.includes(type) ? undefined : slipOf(type, others, suggest);
}

/** Its page. */
export const unfamiliarTypePage: RulePage = {
  summary: "A component type that looks like a slip of a well-known one.",
  why: "A Collector refuses types that its build lacks. Builds may have components of their own: with the report of an agent the rule `component-not-available` knows, without one this rule calls it an error where one letter is too many, missing, wrong or swapped, and a warning where more differ.",
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
};
