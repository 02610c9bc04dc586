import { currentName } from "../../facts/aliases.js";
import type { Component } from "../../parse/config.js";
import type { ConfigNode } from "../../parse/tree.js";
import { isUnknown, textOf } from "../known.js";

/** Connectors that make new telemetry, with those attributes of records alone that their options name. */
const DERIVING: ReadonlySet<string> = new Set([
  "count",
  "exceptions",
  "grafanacloud",
  "otlp_json",
  "service_graph",
  "servicegraph",
  "signal_to_metrics",
  "span_metrics",
  "sum",
]);

/** What of the attributes of records goes through a connector to another signal. */
export type Passed =
  /** These keys, by name. */
  | { readonly kind: "named"; readonly keys: readonly string[] }
  /** Nothing is known about it. */
  | { readonly kind: "unknown" };

export function passedBy(connector: Component | undefined): Passed {
  const known = connector !== undefined && DERIVING.has(currentName("connector", connector.type));
  if (!known) return { kind: "unknown" };
  const keys = new Set<string>();
  let unknown = false;
  const seen = new Set<ConfigNode>();
  const walk = (node: ConfigNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "map") for (const { value } of node.entries.values()) walk(value);
    else if (node.kind === "list") node.items.forEach(walk);
    else if (isUnknown(node)) unknown = true;
    else keys.add(textOf(node) ?? "");
  };
  walk(connector.body);
  return unknown ? { kind: "unknown" } : { kind: "named", keys: [...keys] };
}
