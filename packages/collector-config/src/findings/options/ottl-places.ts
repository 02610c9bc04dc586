import { SIGNAL_CONTEXTS } from "../../ottl/vocabulary.js";
import type { Component } from "../../parse/config.js";
import { type ConfigNode, child, type ScalarNode } from "../../parse/tree.js";

/** One statement or condition of the transformation language in a configuration. */
export interface OttlPlace {
  readonly node: ScalarNode;
  readonly path: readonly string[];
  readonly kind: "statement" | "condition";
  /** The context that is set for it; `undefined` when paths must name their own. */
  readonly context: string | undefined;
  /** Contexts that paths may name. */
  readonly contexts: readonly string[];
}

/** Everything that a component reads as statements and conditions when it is validated. */
export function ottlPlaces(component: Component): readonly OttlPlace[] {
  const { class: kind, type } = component;
  if (kind !== "processor") return [];
  if (type === "transform") return groupsOf(component, "statements", SIGNALS);
  if (type === "filter")
    return [...groupsOf(component, "conditions", SIGNALS), ...filters(component)];
  return [];
}

const SIGNALS = ["trace", "metric", "log", "profile"] as const;

/** `trace_statements` and the like: plain texts, or groups with a context. */
function groupsOf(
  { body, path }: Component,
  what: "statements" | "conditions",
  signals: typeof SIGNALS,
): OttlPlace[] {
  return signals.flatMap((signal) => {
    const name = `${signal}_${what}`;
    const list = child(body, name);
    if (list?.kind !== "list") return [];
    const contexts = SIGNAL_CONTEXTS[signal] ?? [];
    return list.items.flatMap((item, index): OttlPlace[] => {
      const at = [...path, name, `${index}`];
      if (item.kind === "scalar")
        return textOf(
          item,
          at,
          what === "statements" ? "statement" : "condition",
          undefined,
          contexts,
        );
      const context = contextOf(child(item, "context"));
      if (context === "unknown") return [];
      return [
        ...texts(child(item, "statements"), [...at, "statements"], "statement", context, contexts),
        ...texts(child(item, "conditions"), [...at, "conditions"], "condition", context, contexts),
      ];
    });
  });
}

/** The older sections of the filter processor, where the key tells the context. */
const FILTERS: readonly (readonly [section: string, key: string, context: string])[] = [
  ["traces", "span", "span"],
  ["traces", "spanevent", "spanevent"],
  ["metrics", "metric", "metric"],
  ["metrics", "datapoint", "datapoint"],
  ["logs", "log_record", "log"],
];

function filters({ body, path }: Component): OttlPlace[] {
  return FILTERS.flatMap(([section, key, context]) =>
    texts(
      child(child(body, section), key),
      [...path, section, key],
      "condition",
      context,
      Object.values(SIGNAL_CONTEXTS).flat(),
    ),
  );
}

/** Items of a list; one text alone would be split at its commas first, and is not judged. */
function texts(
  node: ConfigNode | undefined,
  path: readonly string[],
  kind: OttlPlace["kind"],
  context: string | undefined,
  contexts: readonly string[],
): OttlPlace[] {
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item, index) =>
    textOf(item, [...path, `${index}`], kind, context, contexts),
  );
}

function textOf(
  node: ConfigNode,
  path: readonly string[],
  kind: OttlPlace["kind"],
  context: string | undefined,
  contexts: readonly string[],
): OttlPlace[] {
  if (node.kind !== "scalar" || node.references.length > 0) return [];
  if (node.type !== "text" && node.type !== "null") return [];
  return [{ node, path, kind, context, contexts }];
}

function contextOf(node: ConfigNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "scalar" || node.references.length > 0) return "unknown";
  return node.type === "text" && node.source !== "" ? node.source.toLowerCase() : undefined;
}
