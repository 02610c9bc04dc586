import type { CatalogueComponent } from "../../catalogue/catalogue.js";
import { TELEMETRY_OPTIONS } from "../../facts/telemetry.js";
import type { Severity } from "../../finding.js";
import { type Component, SECTIONS } from "../../parse/config.js";
import { descend } from "../../parse/tree.js";
import { slipOf } from "../nearest.js";
import type { RuleContext } from "../rule.js";
import type { OptionFault } from "./fault.js";
import { knownOptions } from "./known-options.js";
import { operatorFaults } from "./operators.js";
import { walkOptions } from "./walk.js";

/** A fault, whose it is, and how grave. */
export interface JudgedFault {
  readonly fault: OptionFault;
  /** `exporter "debug"`: for messages. */
  readonly owner: string;
  /** Keys of the owner's body in the configuration: what the message need not repeat. */
  readonly depth: number;
  /** `error` where the facts are those of the very version, so that the Collector refuses the configuration. */
  readonly severity: Extract<Severity, "error" | "warning">;
}

const TELEMETRY = ["service", "telemetry"] as const;
const judged = new WeakMap<RuleContext, readonly JudgedFault[]>();

/** What the options of all components, used or not, and of the Collector's own telemetry lack. Walked once a check. */
export function judgedFaults(context: RuleContext): readonly JudgedFault[] {
  const known = judged.get(context);
  if (known !== undefined) return known;
  const found = [...componentFaults(context), ...telemetryFaults(context)];
  judged.set(context, found);
  return found;
}

/** Whether the component in question is of the catalogue's version, as far as is known. */
function isExact(context: RuleContext, known: CatalogueComponent): boolean {
  const { catalogue, components, version } = context;
  const types = components?.[SECTIONS[known.class]];
  for (const name of [known.type, ...known.aliases]) {
    const reported = types?.[name]?.version;
    if (reported !== undefined)
      return [known.version, catalogue?.collectorVersion].includes(plain(reported));
  }
  return version === undefined || plain(version) === catalogue?.collectorVersion;
}

function componentFaults(context: RuleContext): JudgedFault[] {
  return context.config.components.flatMap((component) => {
    const found = knownOptions(context, component);
    if (found === undefined) return [];
    const { component: known, options } = found;
    const owner = `${component.class} "${component.id}"`;
    const exact = isExact(context, known);
    return [...walkOptions(component.body, options, component.path), ...operatorFaults(component)]
      .filter((fault) => !isWholeBody(fault, component))
      .map((fault) => {
        const certain = exact && (known.borrowed !== true || isLasting(fault) || isSlip(fault));
        const severity = certain ? "error" : "warning";
        return { fault, owner, depth: component.path.length, severity };
      });
  });
}

/** What a few versions do not change: the type of an option that exists. New options and words do come. */
function isLasting({ kind }: OptionFault): boolean {
  return kind === "type" || kind === "duration" || kind === "size" || kind === "negative";
}

/** A body that is no map at all is the business of `component-body`. */
function isWholeBody(fault: OptionFault, { path, body }: Component): boolean {
  return fault.kind === "type" && fault.path.length === path.length && body.kind !== "map";
}

/** An option of a newer version would not look like one that exists. */
function isSlip(fault: OptionFault): boolean {
  return (
    fault.kind === "unknown" &&
    slipOf(fault.entry.key, Object.keys(fault.option.options ?? {})) !== undefined
  );
}

function telemetryFaults({ config, current }: RuleContext): JudgedFault[] {
  const node = descend(config.root, TELEMETRY);
  if (node?.kind !== "map") return [];
  const severity = current ? "error" : "warning";
  const owner = "telemetry of the Collector itself";
  return walkOptions(node, TELEMETRY_OPTIONS, TELEMETRY).map((fault) => ({
    fault,
    owner,
    depth: TELEMETRY.length,
    severity,
  }));
}

function plain(version: string): string {
  return version.replace(/^v/, "");
}
