import { type Finding, finding } from "../finding.js";
import { listed, nearestWithin } from "../findings/nearest.js";
import { renameEdit } from "../findings/rename.js";
import { type CollectorConfig, COMPONENT_CLASSES, SECTIONS } from "../parse/config.js";
import { hasComponent, type ReportedComponents } from "./reported.js";

export interface CheckComponentsOptions {
  /** The agent's version, for messages; else the newest module version that it reported is named. */
  readonly version?: string;
  /** Findings that already say that a component is gone: these are not repeated. */
  readonly except?: readonly Finding[];
}

/**
 * `component-not-available`: components that an agent cannot run, used or not, because its Collector decodes all
 * that are defined. Both names of a renamed component count as one. A class of which nothing was reported is
 * judged too; pass only complete reports.
 */
export function checkComponents(
  config: CollectorConfig,
  reported: ReportedComponents,
  options: CheckComponentsOptions = {},
): Finding[] {
  const told = new Set((options.except ?? []).map((each) => each.path.join("\u0000")));
  const version = options.version ?? versionOf(reported);
  const who = version === undefined ? "This agent" : `This agent (${version})`;
  const suggest = nearestWithin();
  return config.components
    .filter((each) => !hasComponent(reported, each.class, each.type))
    .filter((each) => !told.has(each.path.join("\u0000")))
    .map((component) => {
      const types = Object.keys(reported[SECTIONS[component.class]]);
      const near = suggest(component.type, types);
      const other = COMPONENT_CLASSES.find((kind) => hasComponent(reported, kind, component.type));
      const elsewhere = other === undefined ? "" : `; it has ${article(other)} of that name`;
      return finding({
        code: "component-not-available",
        place: component.place,
        path: component.path,
        message: `${who} has no ${component.class} "${component.type}"${elsewhere}.`,
        remedy:
          near === undefined
            ? `Use a Collector build that has it, or one of: ${listed(types)}.`
            : `Use "${near}" if that was meant, or a Collector build that has "${component.type}".`,
        edit: near === undefined ? undefined : renameEdit(config, component, near),
      });
    });
}

function versionOf(reported: ReportedComponents): string | undefined {
  const versions = COMPONENT_CLASSES.flatMap((kind) =>
    Object.values(reported[SECTIONS[kind]]).flatMap((each) => each.version ?? []),
  );
  const order = new Intl.Collator("en", { numeric: true });
  return versions.sort((a, b) => order.compare(b, a))[0];
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
