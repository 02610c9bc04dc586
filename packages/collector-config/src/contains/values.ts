import { type ConfigNode, isNull, isSymbolic, type ListNode, type MapNode } from "../parse/tree.js";
import { SWITCHED_SECTIONS, ZERO_WORDS } from "../facts/printing.js";
import { ungrouped } from "./unprinted.js";
import { REDACTED } from "../redact/marker.js";
import { VOLATILE_MARK } from "../volatile/slots.js";
import { sameScalar } from "./scalars.js";

/** One disagreement between what was wanted and what runs. */
export interface ConfigDifference {
  /** Keys from the root; list positions are decimal numbers. */
  readonly path: readonly string[];
  /** As text, as written; undefined where nothing was wanted. Secrets are not masked here. */
  readonly desired: string | undefined;
  /** As text, as printed; undefined where nothing is there. */
  readonly effective: string | undefined;
  readonly kind: "missing" | "changed" | "extra";
}

/** Everything that the desired value states and the effective one does not hold. Defaults filled in do not count. */
export function compareValues(
  desired: ConfigNode,
  effective: ConfigNode | undefined,
  path: readonly string[],
): ConfigDifference[] {
  if (isNull(desired) || isSymbolic(desired)) return [];
  if (effective === undefined)
    return isZero(desired, path.at(-1)) ? [] : [differ(desired, effective, path)];
  if (isHidden(effective) || isHidden(desired)) return [];
  if (isNull(effective))
    return isZero(desired, path.at(-1)) ? [] : [differ(desired, effective, path)];
  if (desired.kind === "map") return compareMap(desired, effective, path);
  if (desired.kind === "list") return compareList(desired, effective, path);
  if (effective.kind === "scalar") {
    return sameScalar(desired, effective) ? [] : [differ(desired, effective, path)];
  }
  // A type without printable fields is shown as {}: nothing can be read from it.
  if (effective.kind === "map" && effective.entries.size === 0) return [];
  const parts = desired.source.split(",").map((part) => part.trim());
  const listed =
    effective.kind === "list" &&
    effective.items.length === parts.length &&
    effective.items.every((item, i) => item.kind === "scalar" && item.source === parts[i]);
  return listed ? [] : [differ(desired, effective, path)];
}

function compareMap(
  desired: MapNode,
  effective: ConfigNode,
  path: readonly string[],
): ConfigDifference[] {
  const found = effective.kind === "list" ? namedValues(effective) : effective;
  if (found?.kind !== "map") return [differ(desired, effective, path)];
  return [...desired.entries].flatMap(([key, entry]) => {
    const other = found.entries.get(key)?.value;
    // A section that can be switched off is printed only while it is on, without the switch.
    if (other === undefined && key === "enabled" && SWITCHED_SECTIONS.includes(path.at(-1) ?? "")) {
      const off = entry.value.kind === "scalar" && entry.value.value === false;
      return off ? [differ(entry.value, found, [...path, key])] : [];
    }
    return compareValues(entry.value, other, [...path, key]);
  });
}

function compareList(
  desired: ListNode,
  effective: ConfigNode,
  path: readonly string[],
): ConfigDifference[] {
  if (effective.kind === "map") {
    const named = namedValues(desired);
    if (named !== undefined) return compareMap(named, effective, path);
  }
  if (effective.kind !== "list") return [differ(desired, effective, path)];
  const plain = desired.items.length > 0 && desired.items.every((item) => item.kind === "scalar");
  const items = (plain ? ungrouped(effective) : undefined) ?? effective.items;
  if (items.length !== desired.items.length) return [differ(desired, effective, path)];
  return desired.items.flatMap((item, i) => {
    const other = items[i];
    const opaque = other?.kind === "map" && other.entries.size === 0;
    return opaque ? [] : compareValues(item, other, [...path, `${i}`]);
  });
}

/** A list of `{name, value}` as the map that it means (headers are written and printed either way). */
export function namedValues(list: ListNode): MapNode | undefined {
  const entries = new Map<
    string,
    { key: string; keyPlace: ConfigNode["place"]; keyType: "text"; value: ConfigNode }
  >();
  for (const item of list.items) {
    const name = item.kind === "map" ? item.entries.get("name")?.value : undefined;
    const value = item.kind === "map" ? item.entries.get("value")?.value : undefined;
    if (name?.kind !== "scalar" || value === undefined) return undefined;
    entries.set(name.source, { key: name.source, keyPlace: name.place, keyType: "text", value });
  }
  return { kind: "map", place: list.place, entries };
}

/** A secret, or a part of an agent's own that was set apart: nothing can be compared. */
function isHidden(node: ConfigNode): boolean {
  return node.kind === "scalar" && HIDDEN.has(node.source);
}

/** True for values that the Collector may leave out or print as null. */
function isZero(node: ConfigNode, key: string | undefined): boolean {
  if (node.kind === "list") return node.items.length === 0;
  if (node.kind === "map") return [...node.entries].every(([k, entry]) => isZero(entry.value, k));
  if (isSymbolic(node) || node.type === "null" || node.value === false || node.source === "")
    return true;
  if (Number(node.value) === 0 || /^0[a-zµμ]+$/.test(node.source)) return true;
  return key !== undefined && Object.hasOwn(ZERO_WORDS, key) && ZERO_WORDS[key] === node.source;
}

/** The disagreement about one value. */
export function differ(
  desired: ConfigNode,
  effective: ConfigNode | undefined,
  path: readonly string[],
): ConfigDifference {
  const kind = effective === undefined ? "missing" : "changed";
  return {
    path,
    desired: textOf(desired),
    effective: effective === undefined ? undefined : textOf(effective),
    kind,
  };
}

const HIDDEN: ReadonlySet<string> = new Set([REDACTED, VOLATILE_MARK.trim()]);

const TEXT_LENGTH_MAX = 200;

/** A value on one line, as JSON-like flow text of bounded length, for showing. */
export function textOf(node: ConfigNode): string {
  const text = write(node);
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text;
}

function write(node: ConfigNode): string {
  if (node.kind === "scalar") return node.type === "null" ? "null" : node.source;
  if (node.kind === "list") return `[${node.items.map(write).join(", ")}]`;
  return `{${[...node.entries].map(([key, entry]) => `${key}: ${write(entry.value)}`).join(", ")}}`;
}
