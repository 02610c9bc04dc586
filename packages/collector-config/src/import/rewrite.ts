import { isMap, isScalar, isSeq, visit, YAMLMap } from "yaml";
import { unprintedOptions } from "../contains/unprinted.js";
import { currentName } from "../facts/aliases.js";
import { MASKED_THOUGH_UNSET, SWITCHED_SECTIONS } from "../facts/printing.js";
import { readIdParts } from "../parse/component-id.js";
import { COMPONENT_CLASSES, SECTIONS } from "../parse/config.js";
import { isMasked, REDACTED } from "../redact/marker.js";

/** Options of components that a Collector does not print back as they were written. */
export function unprintedPaths(root: YAMLMap): string[] {
  return COMPONENT_CLASSES.flatMap((kind) => {
    const section = root.get(SECTIONS[kind]);
    if (!isMap(section)) return [];
    return section.items.flatMap(({ key, value }) => {
      const id = readIdParts(String(key));
      const options = id.ok ? unprintedOptions(kind, id.id.type) : [];
      for (const option of options) if (isMap(value)) value.delete(option);
      return options.map((option) => `${SECTIONS[kind]}.${String(key)}.${option}`);
    });
  });
}

/** Takes out secrets that are printed as masked although nothing calls for them. */
export function dropUnsetSecrets(root: YAMLMap): void {
  for (const { class: kind, type, option, neededBy } of MASKED_THOUGH_UNSET) {
    const section = root.get(SECTIONS[kind]);
    if (!isMap(section)) continue;
    for (const { key, value } of section.items) {
      const id = readIdParts(String(key));
      if (!id.ok || currentName(kind, id.id.type) !== type || !isMap(value)) continue;
      if (value.get(option) !== REDACTED) continue;
      if (!neededBy.values.test(String(value.get(neededBy.option)))) value.delete(option);
    }
  }
}

/** Most paths to masked values that one import lists. */
export const MASKED_PATHS_MAX = 1_000;

/** Where secrets stand that the Collector masked, MASKED_PATHS_MAX at most. */
export function maskedPaths(root: YAMLMap): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    if (found.length >= MASKED_PATHS_MAX) return;
    if (isMap(node)) for (const { key, value } of node.items) walk(value, [...path, String(key)]);
    else if (isSeq(node)) node.items.forEach((item, at) => walk(item, [...path, `${at}`]));
    else if (isScalar(node) && typeof node.value === "string" && isMasked(node.value)) {
      found.push(path.join("."));
    }
  };
  walk(root, []);
  return found;
}

/** Components and pipelines stay, however empty: they are keys of these paths. */
const KEPT_BELOW: ReadonlySet<string> = new Set([
  ...COMPONENT_CLASSES.map((kind) => SECTIONS[kind]),
  "service.pipelines",
]);

/** Drops values that say nothing. A section that is printed as null although it is on by default is switched off. */
export function prune(map: YAMLMap, path = ""): void {
  map.items = map.items.filter((pair) => {
    const key = String(pair.key);
    const { value } = pair;
    if (isScalar(value) && value.value === null && SWITCHED_SECTIONS.includes(key)) {
      const off = new YAMLMap();
      off.set("enabled", false);
      pair.value = off;
      return true;
    }
    if (isMap(value)) prune(value, path === "" ? key : `${path}.${key}`);
    if (isSeq(value)) for (const item of value.items) if (isMap(item)) prune(item, "[]");
    return KEPT_BELOW.has(path) || !saysNothing(value);
  });
}

function saysNothing(value: unknown): boolean {
  if (isMap(value) || isSeq(value)) return value.items.length === 0;
  return value === null || (isScalar(value) && (value.value === null || value.value === ""));
}

/** `$$` for every dollar of a text that the Collector would otherwise take as a reference or an escape. */
export function escapeDollars(root: YAMLMap): void {
  visit(root, {
    Scalar(key, node) {
      if (key === "key" || typeof node.value !== "string" || !/\$[{$]/.test(node.value)) return;
      node.value = node.value.replaceAll("$", "$$$$");
    },
  });
}
