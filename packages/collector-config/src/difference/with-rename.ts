import { type ComponentClass, ROLES, ROLES_OF, SECTIONS } from "../parse/config.js";
import { child, type ConfigNode, descend, type MapEntry, type MapNode } from "../parse/tree.js";
import { withEntry } from "./make.js";

/** One component or pipeline that is called otherwise. */
export interface Rename {
  readonly of: ComponentClass | "pipeline";
  readonly before: string;
  readonly after: string;
}

/** Options that name extensions, and options that name pipelines. */
const EXTENSION_OPTIONS: ReadonlySet<string> = new Set([
  "authenticator",
  "storage",
  "storage_id",
  "watch_observers",
  "encoding",
  "encoding_extension",
]);
const PIPELINE_OPTIONS: ReadonlySet<string> = new Set([
  "pipelines",
  "default_pipelines",
  "priority_levels",
]);

/** The tree, in normal form, with the new name at the definition and wherever it is named. */
export function withRename(root: MapNode, rename: Rename): MapNode {
  const { of, before, after } = rename;
  let result = root;
  const set = (key: string, to: (node: ConfigNode) => ConfigNode) => {
    const node = child(result, key);
    if (node !== undefined) result = withEntry(result, key, to(node));
  };
  if (of !== "pipeline") set(SECTIONS[of], (section) => rekeyed(section, before, after));
  const { keys, sections } = optionsThatName(of);
  for (const section of sections) set(section, (node) => rewritten(node, keys, before, after));
  set("service", (service) => {
    if (service.kind !== "map") return service;
    let inside: MapNode = service;
    const extensions = child(service, "extensions");
    if (of === "extension" && extensions !== undefined)
      inside = withEntry(inside, "extensions", replaced(extensions, before, after));
    const pipelines = child(service, "pipelines");
    if (pipelines?.kind !== "map" || of === "extension") return inside;
    return withEntry(inside, "pipelines", inPipelines(pipelines, rename));
  });
  return result;
}

/** How many lists and options still name it. */
export function mentionsOf(root: MapNode, of: Rename["of"], id: string): number {
  let found = 0;
  const count = (node: ConfigNode) => {
    for (const each of node.kind === "list" ? node.items : [node])
      if (each.kind === "scalar" && each.source === id) found += 1;
  };
  const { keys, sections } = optionsThatName(of);
  for (const section of sections) {
    const node = child(root, section);
    if (node !== undefined) visit(node, keys, count);
  }
  const extensions = descend(root, ["service", "extensions"]);
  if (of === "extension" && extensions !== undefined) count(extensions);
  const pipelines = descend(root, ["service", "pipelines"]);
  if (of === "extension" || of === "pipeline" || pipelines?.kind !== "map") return found;
  for (const { value } of pipelines.entries.values())
    for (const role of ROLES_OF[of]) {
      const list = child(value, role);
      if (list !== undefined) count(list);
    }
  return found;
}

const NONE: { readonly keys: ReadonlySet<string>; readonly sections: readonly string[] } = {
  keys: new Set(),
  sections: [],
};

function optionsThatName(of: Rename["of"]) {
  if (of === "extension") return { keys: EXTENSION_OPTIONS, sections: Object.values(SECTIONS) };
  return of === "pipeline" ? { keys: PIPELINE_OPTIONS, sections: [SECTIONS.connector] } : NONE;
}

function inPipelines(pipelines: MapNode, { of, before, after }: Rename): ConfigNode {
  if (of === "pipeline") return rekeyed(pipelines, before, after);
  const roles = of === "extension" ? [] : ROLES.filter((role) => ROLES_OF[of].includes(role));
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of pipelines.entries) {
    let value = entry.value;
    for (const role of roles) {
      const list = child(value, role);
      if (value.kind === "map" && list !== undefined)
        value = withEntry(value, role, replaced(list, before, after));
    }
    entries.set(key, { ...entry, value });
  }
  return { ...pipelines, entries };
}

function rekeyed(node: ConfigNode, before: string, after: string): ConfigNode {
  if (node.kind !== "map" || !node.entries.has(before) || node.entries.has(after)) return node;
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries)
    entries.set(key === before ? after : key, key === before ? { ...entry, key: after } : entry);
  return { ...node, entries };
}

/** A text, or a list with it, by its new name. */
function replaced(node: ConfigNode, before: string, after: string): ConfigNode {
  if (node.kind === "list")
    return { ...node, items: node.items.map((item) => replaced(item, before, after)) };
  const is = node.kind === "scalar" && node.type === "text" && node.source === before;
  return is ? { ...node, value: after, source: after } : node;
}

function rewritten(
  node: ConfigNode,
  keys: ReadonlySet<string>,
  before: string,
  after: string,
): ConfigNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    const items = node.items.map((item) => rewritten(item, keys, before, after));
    return items.every((item, at) => item === node.items[at]) ? node : { ...node, items };
  }
  let result = node;
  for (const [key, { value }] of node.entries) {
    const inner = rewritten(value, keys, before, after);
    const named = keys.has(key) ? replaced(inner, before, after) : inner;
    if (named !== value) result = withEntry(result, key, named);
  }
  return result;
}

function visit(
  node: ConfigNode,
  keys: ReadonlySet<string>,
  each: (value: ConfigNode) => void,
): void {
  if (node.kind === "scalar") return;
  if (node.kind === "list") for (const item of node.items) visit(item, keys, each);
  else
    for (const [key, { value }] of node.entries) {
      if (keys.has(key)) each(value);
      visit(value, keys, each);
    }
}
