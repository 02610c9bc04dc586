import type { Change, Consequence, OptionChange } from "@fleethub/collector-config";

/** One thing that a draft changes, or what follows from it, in words. */
export interface ChangeWords {
  readonly kind: "added" | "removed" | "changed";
  readonly what: string;
  /** What follows from it. */
  readonly detail: string;
  /** Where: a pipeline, or a class of components. */
  readonly where: string;
}

const RANK = { removed: 0, added: 1, changed: 2 };

/** Changes in words, what is lost first. */
export function wordsOf(changes: readonly Change[]): readonly ChangeWords[] {
  return changes.flatMap(words).sort((x, y) => RANK[x.kind] - RANK[y.kind]);
}

function words(change: Change): readonly ChangeWords[] {
  switch (change.kind) {
    case "component-added":
      return [one("added", `${change.component} is new`, used(change), change.class)];
    case "component-removed":
      return [one("removed", `${change.component} is gone`, used(change), change.class)];
    case "component-options-changed": {
      const detail = change.inUse ? listed(change.options) : `${listed(change.options)} ${UNUSED}`;
      return [one("changed", `${change.component} has other options`, detail, change.class)];
    }
    case "pipeline-added": {
      const ends = change.exporters.join(", ") || "no exporter";
      return [
        one("added", `Pipeline ${change.pipeline} is new`, `It ends at ${ends}.`, change.pipeline),
      ];
    }
    case "pipeline-removed":
      return [
        one(
          "removed",
          `Pipeline ${change.pipeline} is gone`,
          "It handles its data no longer.",
          change.pipeline,
        ),
      ];
    case "pipeline-receivers-changed":
      return members(
        change,
        (id) => `${change.pipeline} no longer takes what ${id} receives.`,
        (id) => `${change.pipeline} also takes what ${id} receives.`,
      );
    case "pipeline-processors-changed":
      return members(
        change,
        () => `${change.pipeline} is no longer processed by it.`,
        () => `${change.pipeline} is now processed by it.`,
      );
    case "pipeline-exporters-changed":
      return members(
        change,
        (id) => `${change.pipeline} no longer sends to ${id}.`,
        (id) => `${change.pipeline} also sends to ${id}.`,
      );
    case "processor-order-changed":
      return [
        one(
          "changed",
          `${change.pipeline} processes in another order`,
          `Now ${change.after.join(", ")}.`,
          change.pipeline,
        ),
      ];
    case "extension-enabled":
      return [one("added", `${change.component} is enabled`, "It now runs.", "extension")];
    case "extension-disabled":
      return [one("removed", `${change.component} is disabled`, "It no longer runs.", "extension")];
    case "extension-order-changed":
      return [
        one(
          "changed",
          "Extensions start in another order",
          `Now ${change.after.join(", ")}.`,
          "extension",
        ),
      ];
    case "service-telemetry-changed":
      return [one("changed", "The Collector’s own telemetry", listed(change.options), "service")];
    case "other-changed":
      return [one("changed", "Something else is set", listed(change.options), "")];
    case "unreadable":
      return [one("changed", "A text cannot be read", "Only the text is compared.", "")];
  }
}

/** Consequences in words, in their order. A restart, and what is only validated, are said elsewhere. */
export function whatFollows(consequences: readonly Consequence[]): readonly ChangeWords[] {
  return consequences.flatMap(consequence);
}

function consequence(it: Consequence): readonly ChangeWords[] {
  switch (it.kind) {
    case "destination-lost": {
      const detail = `What enters at ${it.pipeline} is not sent there any more.`;
      return [one("removed", `${it.component} is reached no longer`, detail, it.pipeline)];
    }
    case "destination-gained": {
      const detail = `What enters at ${it.pipeline} is sent there.`;
      return [one("added", `${it.component} is reached now`, detail, it.pipeline)];
    }
    case "signal-no-longer-received": {
      const detail = `No pipeline takes ${it.signal} from it.`;
      return [one("removed", `${it.component} receives no ${it.signal}`, detail, it.signal)];
    }
    case "signal-no-longer-exported": {
      const detail = `No pipeline sends ${it.signal} to it.`;
      return [one("removed", `${it.component} gets no ${it.signal}`, detail, it.signal)];
    }
    case "validated-only":
    case "restart":
      return [];
  }
}

const UNUSED = "Nothing uses it; a Collector still validates it when it starts.";

function used(change: { readonly inUse: boolean; readonly pipelines: readonly string[] }): string {
  if (!change.inUse) return UNUSED;
  return change.pipelines.length === 0 ? "It is enabled." : `In ${change.pipelines.join(", ")}.`;
}

function members(
  change: Extract<Change, { readonly added: readonly string[] }>,
  left: (id: string) => string,
  came: (id: string) => string,
): readonly ChangeWords[] {
  const { pipeline, added, removed, after } = change;
  if (added.length + removed.length === 0) {
    const detail = `Now ${after.join(", ")}. To a Collector it is all the same.`;
    return [one("changed", `${pipeline} lists the same in another order`, detail, pipeline)];
  }
  return [
    ...removed.map((id) => one("removed", `${id} leaves ${pipeline}`, left(id), pipeline)),
    ...added.map((id) => one("added", `${id} joins ${pipeline}`, came(id), pipeline)),
  ];
}

function one(kind: ChangeWords["kind"], what: string, detail: string, where: string): ChangeWords {
  return { kind, what, detail, where };
}

const LISTED_MAX = 3;

function listed(options: readonly OptionChange[]): string {
  const more = options.length - LISTED_MAX;
  const said = options.slice(0, LISTED_MAX).map(optionWords).join("; ");
  return `${said}${more > 0 ? `; and ${more} more` : ""}.`;
}

function optionWords({ path, before, after }: OptionChange): string {
  const where = path.join(".") || "it";
  if (before === null) return `${where}: ${after}, was not set`;
  if (after === null) return `${where} is no longer set, was ${before}`;
  // Equal where a secret differs, or the part of a long value that is not shown.
  if (before === after) return `${where} has another value, shown as ${after}`;
  return `${where}: ${after}, was ${before}`;
}
