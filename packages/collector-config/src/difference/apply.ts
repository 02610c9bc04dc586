import { normalForm } from "../fingerprint/normal-form.js";
import { type CollectorConfig, type ComponentClass, SECTIONS } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import { child, type ConfigNode, type MapNode } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { listOf, mapOf, withEntry } from "./make.js";
import { PIPELINES_PATH, pipelineOf } from "./pipelines.js";
import { type Rename, withRename } from "./with-rename.js";

/** What `changes` make of a configuration, in normal form: exact where their values are neither masked nor cut off. */
export function applyChanges(before: CollectorConfig, changes: readonly Change[]): MapNode {
  const renames = changes.flatMap((one): readonly Rename[] => {
    if (one.kind === "component-renamed")
      return [{ of: one.class, before: one.before, after: one.after }];
    return one.kind === "pipeline-renamed"
      ? [{ of: "pipeline", before: one.before, after: one.after }]
      : [];
  });
  const start = renames.reduce(withRename, normalForm(before));
  const rank = (one: Change) => (one.kind === "other-changed" ? 1 : 0);
  const root = [...changes].sort((a, b) => rank(a) - rank(b)).reduce(applied, start);
  return normalForm({ root });
}

function applied(root: MapNode, change: Change): MapNode {
  switch (change.kind) {
    case "component-added":
      return set(root, pathOf(change), read(change.body));
    case "component-removed":
      return set(root, pathOf(change), undefined);
    case "component-options-changed":
      return withOptions(root, pathOf(change), change.options);
    case "pipeline-added":
      return set(root, [...PIPELINES_PATH, change.pipeline], pipelineOf(change));
    case "pipeline-removed":
      return set(root, [...PIPELINES_PATH, change.pipeline], undefined);
    case "pipeline-receivers-changed":
      return named(root, change.pipeline, "receivers", change.after);
    case "pipeline-processors-changed":
    case "processor-order-changed":
      return named(root, change.pipeline, "processors", change.after);
    case "pipeline-exporters-changed":
      return named(root, change.pipeline, "exporters", change.after);
    case "extension-enabled":
    case "extension-disabled":
    case "extension-order-changed":
      return extensions(root, change);
    case "service-telemetry-changed":
      return withOptions(root, ["service", "telemetry"], change.options);
    case "other-changed":
      return withOptions(root, [], change.options);
    case "component-renamed":
    case "pipeline-renamed":
    case "unreadable":
      return root;
  }
}

function pathOf(change: { readonly class: ComponentClass; readonly component: string }) {
  return [SECTIONS[change.class], change.component];
}

function named(root: MapNode, pipeline: string, role: string, names: readonly string[]): MapNode {
  const path = [...PIPELINES_PATH, pipeline, role];
  return set(root, path, names.length === 0 ? undefined : listOf(names));
}

type OfExtensions = Extract<Change, { readonly kind: `extension-${string}` }>;

function extensions(root: MapNode, change: OfExtensions): MapNode {
  const list = child(child(root, "service"), "extensions");
  const items = list?.kind === "list" ? list.items : [];
  let names = items.map((item) => (item.kind === "scalar" ? item.source : ""));
  if (change.kind === "extension-order-changed") names = [...change.after];
  else if (change.kind === "extension-enabled") names.splice(change.position, 0, change.component);
  else names = names.filter((one) => one !== change.component);
  return set(root, ["service", "extensions"], listOf(names));
}

function withOptions(
  root: MapNode,
  path: readonly string[],
  options: readonly OptionChange[],
): MapNode {
  let result = root;
  const lists = new Map<
    string,
    { readonly at: readonly string[]; readonly edits: OptionChange[] }
  >();
  const settle = () => {
    for (const { at, edits } of lists.values())
      result = set(result, at, edited(valueAt(result, at), edits));
    lists.clear();
  };
  for (const option of options) {
    const at = [...path, ...option.path];
    const list = at.slice(0, -1);
    const key = JSON.stringify(list);
    if (option.item !== undefined) {
      if (!lists.has(key)) settle();
      const known = lists.get(key) ?? { at: list, edits: [] };
      lists.set(key, known);
      known.edits.push(option);
      continue;
    }
    settle();
    result = set(result, at, option.after === null ? undefined : read(option.after));
  }
  settle();
  return result;
}

/** Items that went or moved are taken out by their old positions, then those that came put in by their new ones. */
function edited(list: ConfigNode | undefined, edits: readonly OptionChange[]): ConfigNode {
  const before = list?.kind === "list" ? list.items : [];
  const position = (one: OptionChange) => Number(one.path.at(-1));
  const gone = new Set(
    edits.flatMap((one) =>
      one.item === "removed" ? [position(one)] : one.item === "moved" ? [one.from] : [],
    ),
  );
  const items = before.filter((_item, at) => !gone.has(at));
  const come = edits.filter((one) => one.item !== "removed");
  for (const one of come.sort((x, y) => position(x) - position(y))) {
    const value = one.item === "moved" ? before[one.from ?? -1] : read(one.after ?? "");
    if (value !== undefined) items.splice(position(one), 0, value);
  }
  return { ...listOf([]), items };
}

function valueAt(node: ConfigNode | undefined, path: readonly string[]): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>(
    (at, key) => (at?.kind === "list" ? at.items[Number(key)] : child(at, key)),
    node,
  );
}

/** The tree with the value at a path; what is no map on the way becomes one. */
function set(root: MapNode, path: readonly string[], value: ConfigNode | undefined): MapNode {
  const made = placed(root, path, value);
  return made?.kind === "map" ? made : mapOf([]);
}

function placed(
  node: ConfigNode | undefined,
  path: readonly string[],
  value: ConfigNode | undefined,
): ConfigNode | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (node?.kind === "list") {
    const at = Number(key);
    const inner = placed(node.items[at], rest, value);
    return inner === undefined ? node : { ...node, items: node.items.with(at, inner) };
  }
  if (node?.kind !== "map" && value === undefined) return node;
  const map = node?.kind === "map" ? node : mapOf([]);
  return withEntry(map, key, placed(child(map, key), rest, value));
}

/** A value from its YAML on one line. */
function read(line: string): ConfigNode | undefined {
  return child(parseConfig(`v: ${line}`).config?.root, "v");
}
