import { type ConfigNode, child, isSymbolic, type MapNode } from "../parse/tree.js";
import { type ConfigDifference, compareValues, differ } from "./values.js";

/** The Collector's own telemetry, by what the desired config states of it. */
const PATH = ["service", "telemetry"];

/**
 * `service.telemetry`: what the desired config states must be there, whoever sets it. The supervisor adds attributes to
 * `resource` and readers and processors to the lists, so that a list holds what was wanted among others.
 */
export function compareTelemetry(
  desired: ConfigNode | undefined,
  effective: ConfigNode | undefined,
): ConfigDifference[] {
  if (desired?.kind !== "map" || isSymbolic(desired)) return [];
  return [...desired.entries].flatMap(([key, { value }]) => {
    const found = child(effective, key);
    if (value.kind !== "map" || found?.kind !== "map")
      return compareValues(value, found, [...PATH, key]);
    return compareSignal(value, found, [...PATH, key]);
  });
}

/** Lists that the supervisor appends to. */
const APPENDED = ["readers", "processors"];

function compareSignal(
  desired: MapNode,
  effective: MapNode,
  path: readonly string[],
): ConfigDifference[] {
  return [...desired.entries].flatMap(([key, { value }]) => {
    const at = [...path, key];
    const found = child(effective, key);
    if (value.kind !== "list" || found?.kind !== "list" || !APPENDED.includes(key))
      return compareValues(value, found, at);
    return value.items.flatMap((item, index) => {
      const there = found.items.some((each) => compareValues(item, each, at).length === 0);
      return there ? [] : [differ(item, found.items[index], [...at, `${index}`])];
    });
  });
}
