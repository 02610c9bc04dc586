import { aliasOf } from "../../facts/aliases.js";
import type { ComponentClass } from "../../parse/config.js";
import type { Change, OptionChange } from "../change.js";
import type { Impact } from "../consequence.js";
import { concerns, type Description, listed } from "./description.js";

const UNUSED = "Nothing uses it; a Collector still validates it when it starts.";

/**
 * A change in words: mostly one description, one for each name that joins or leaves a pipeline. The severity is that
 * of the change alone; `describeConsequence` says what it leads to.
 */
export function describeChange(change: Change): readonly Description[] {
  switch (change.kind) {
    case "component-added":
      return [
        one("added", `${change.component} is new`, used(change), impact(change), change.class),
      ];
    case "component-removed":
      return [
        one("removed", `${change.component} is gone`, used(change), impact(change), change.class),
      ];
    case "component-renamed":
      return [renamed(change)];
    case "component-options-changed": {
      const detail = change.inUse
        ? listedOptions(change.options) + concerns(change.pipelines)
        : `${listedOptions(change.options)} ${UNUSED}`;
      const title = `${change.component} has other options`;
      return [one("changed", title, detail, impact(change), change.class)];
    }
    case "pipeline-added": {
      const { pipeline, receivers, processors, exporters } = change;
      const passed = processors.length === 0 ? "no processor" : processors.join(", ");
      const detail = `From ${listed(receivers) || "no receiver"} through ${passed} to ${listed(exporters) || "no exporter"}.`;
      return [one("added", `Pipeline ${pipeline} is new`, detail, "low", pipeline)];
    }
    case "pipeline-removed": {
      const { pipeline, receivers, exporters } = change;
      const detail = `What ${listed(receivers) || "nothing"} took no longer goes this way to ${listed(exporters) || "no exporter"}.`;
      return [one("removed", `Pipeline ${pipeline} is gone`, detail, "medium", pipeline)];
    }
    case "pipeline-renamed": {
      const title = `Pipeline ${change.before} is now called ${change.after}`;
      return [one("changed", title, "It does the same.", "none", change.after)];
    }
    case "pipeline-receivers-changed":
      return members(
        change,
        (id) => `${change.pipeline} no longer takes what ${id} receives.`,
        (id) => `${change.pipeline} also takes what ${id} receives.`,
      );
    case "pipeline-processors-changed":
      return members(
        change,
        (id) => `${id} no longer runs in ${change.pipeline}.`,
        (id) => `${id} now runs in ${change.pipeline}${standing(change.after, id)}.`,
      );
    case "pipeline-exporters-changed":
      return members(
        change,
        (id) => `${change.pipeline} no longer sends to ${id}.`,
        (id) => `${change.pipeline} also sends to ${id}.`,
      );
    case "processor-order-changed": {
      const detail = `Now ${change.after.join(", ")}; before ${change.before.join(", ")}.`;
      const title = `${change.pipeline} processes in another order`;
      return [one("changed", title, detail, "low", change.pipeline)];
    }
    case "extension-enabled":
      return [one("added", `${change.component} is enabled`, "It now runs.", "low", "extension")];
    case "extension-disabled":
      return [
        one("removed", `${change.component} is disabled`, "It no longer runs.", "low", "extension"),
      ];
    case "extension-order-changed": {
      const detail = `Now ${change.after.join(", ")}.`;
      return [one("changed", "Extensions start in another order", detail, "low", "extension")];
    }
    case "service-telemetry-changed": {
      const detail = listedOptions(change.options);
      return [one("changed", "The Collector’s own telemetry", detail, "low", "service")];
    }
    case "other-changed":
      return [one("changed", "Something else is set", listedOptions(change.options), "low", "")];
    case "unreadable": {
      const title = `The text ${change.sides.join(" and ")} cannot be read`;
      return [one("changed", title, "Only the texts are compared.", "medium", "")];
    }
  }
}

function one(
  tone: Description["tone"],
  title: string,
  detail: string,
  severity: Impact,
  where: string,
): Description {
  return { title, detail, severity, tone, where };
}

interface OfComponent {
  readonly class: ComponentClass;
  readonly inUse: boolean;
  readonly pipelines: readonly string[];
}

function impact({ inUse }: OfComponent): Impact {
  return inUse ? "low" : "none";
}

function used({ inUse, pipelines }: OfComponent): string {
  if (!inUse) return UNUSED;
  return pipelines.length === 0 ? "It is enabled." : `In ${listed(pipelines)}.`;
}

function renamed(change: Extract<Change, { readonly kind: "component-renamed" }>): Description {
  const { class: kind, before, after, pipelines } = change;
  const type = (id: string) => id.split("/")[0] ?? id;
  const alias =
    aliasOf(kind, type(before)) === type(after)
      ? ` ${type(before)} and ${type(after)} are two names of one type.`
      : "";
  const detail = `The same options, and all that named it follow.${alias}${concerns(pipelines)}`;
  return one("changed", `${before} is now called ${after}`, detail, "none", kind);
}

function standing(processors: readonly string[], id: string): string {
  const at = processors.indexOf(id);
  const [behind, ahead] = [processors[at - 1], processors[at + 1]];
  if (behind !== undefined) return `, after ${behind}`;
  return ahead === undefined ? "" : `, before ${ahead}`;
}

function members(
  change: Extract<Change, { readonly added: readonly string[] }>,
  left: (id: string) => string,
  came: (id: string) => string,
): readonly Description[] {
  const { pipeline, added, removed, after } = change;
  if (added.length + removed.length === 0) {
    const detail = `Now ${after.join(", ")}. To a Collector it is all the same.`;
    return [
      one("changed", `${pipeline} lists the same in another order`, detail, "none", pipeline),
    ];
  }
  return [
    ...removed.map((id) => one("removed", `${id} leaves ${pipeline}`, left(id), "low", pipeline)),
    ...added.map((id) => one("added", `${id} joins ${pipeline}`, came(id), "low", pipeline)),
  ];
}

const LISTED_MAX = 3;

function listedOptions(options: readonly OptionChange[]): string {
  const more = options.length - LISTED_MAX;
  const said = options.slice(0, LISTED_MAX).map(describeOption).join("; ");
  return `${said}${more > 0 ? `; and ${more} more` : ""}.`;
}

/** One option that differs, in words without a full stop. */
function describeOption({ path, before, after, item, from }: OptionChange): string {
  const list = path.slice(0, -1).join(".") || "the list";
  if (item === "added") return `${list} also has ${after}`;
  if (item === "removed") return `${list} no longer has ${before}`;
  if (item === "moved")
    return `${list} has ${after} as item ${Number(path.at(-1)) + 1}, was item ${(from ?? 0) + 1}`;
  const where = path.join(".") || "it";
  if (before === null) return `${where}: ${after}, was not set`;
  if (after === null) return `${where} is no longer set, was ${before}`;
  // Equal where a secret differs, or the part of a long value that is not shown.
  if (before === after) return `${where} has another value, shown as ${after}`;
  return `${where}: ${after}, was ${before}`;
}
