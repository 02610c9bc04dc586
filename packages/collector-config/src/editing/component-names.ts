import { isSignal, knownTypes, supportsSignal } from "../facts/signals.js";
import { type ComponentClass, SECTIONS } from "../parse/config.js";
import type { Completion } from "./completion.js";
import type { EditingContext } from "./context.js";
import { readLine } from "./place.js";
import { classOf, typeOf } from "./option-nodes.js";

/** A component type that may be defined in a section. */
interface TypeName {
  readonly label: string;
  readonly detail: string;
  readonly deprecated: true | undefined;
}

/** Types that a section may define: those that the agent has, else those of the catalogue, else the known ones. */
export function componentKeys(
  section: string | undefined,
  { components, catalogue }: EditingContext,
): readonly TypeName[] {
  const kind = classOf(section);
  if (kind === undefined) return [];
  const reported = components === undefined ? [] : Object.keys(components[SECTIONS[kind]]);
  const listed = catalogue?.types(kind) ?? [];
  const types = reported.length > 0 ? reported : listed.length > 0 ? listed : knownTypes(kind);
  return [...types].sort().map((label) => {
    const known = catalogue?.component(kind, label);
    const levels = [...new Set(Object.values(known?.stability ?? {}))];
    const going = levels.length > 0 && levels.every((level) => GOING.includes(level));
    const renamed = known !== undefined && known.type !== label;
    const detail = renamed
      ? `older name of ${known.type}`
      : [levels.join(", "), signalWords(known?.signals ?? [])].filter(Boolean).join(": ");
    return { label, detail: detail || kind, deprecated: renamed || going ? true : undefined };
  });
}

const GOING = ["deprecated", "unmaintained"];

/** "traces, metrics"; of a connector "traces to metrics". */
export function signalWords(signals: readonly string[]): string {
  return signals.map((one) => one.replace("_to_", " to ")).join(", ");
}

/** Ids that the text defines and a list may name: in a pipeline, those that carry its signal. */
export function definedComponents(
  text: string,
  list: string,
  pipeline: string | undefined,
): readonly Completion[] {
  const signal = pipeline?.replace(/\/.*$/, "") ?? "";
  const own = classOf(list);
  if (own === undefined) return [];
  const kinds: readonly ComponentClass[] =
    own === "receiver" || own === "exporter" ? [own, "connector"] : [own];
  const ids = kinds.flatMap((kind) =>
    definedIds(text, SECTIONS[kind]).map((label) => ({ label, kind })),
  );
  return ids
    .filter(({ label, kind }) => {
      if (kind === "connector" || kind === "extension" || !isSignal(signal)) return true;
      return supportsSignal(kind, typeOf(label), signal) !== false;
    })
    .map(({ label, kind }) => ({ label, kind: "component", detail: kind, insert: label }));
}

/** Ids that a section defines, read by lines: the text may not be whole. */
export function definedIds(text: string, section: string): readonly string[] {
  const ids: string[] = [];
  let inside = false;
  let column = -1;
  for (const line of text.split("\n")) {
    const read = readLine(line);
    if (read === null) continue;
    if (read.indent === 0) {
      inside = read.key === section;
      column = -1;
      if (inside) ids.push(...flowKeys(read.value));
      continue;
    }
    if (!inside || read.key === null || read.dashed) continue;
    if (column < 0) column = read.indent;
    if (read.indent === column) ids.push(read.key);
  }
  return [...new Set(ids)];
}

/** Keys of `{a: {}, b: {}}`, as far as they can be told on one line. */
function flowKeys(value: string): readonly string[] {
  if (!value.startsWith("{")) return [];
  let depth = 0;
  let keys = "";
  for (const char of value) {
    if (char === "}") depth -= 1;
    if (depth === 1) keys += char;
    if (char === "{") depth += 1;
  }
  return keys
    .split(",")
    .map((part) => part.replace(/:.*$/, "").trim())
    .filter((name) => name !== "");
}
