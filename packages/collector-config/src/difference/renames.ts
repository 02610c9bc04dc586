import { currentName } from "../facts/aliases.js";
import { canonicalValue } from "../fingerprint/canonical.js";
import { readComponentId } from "../parse/component-id.js";
import { COMPONENT_CLASSES, type ComponentClass, ROLES, SECTIONS } from "../parse/config.js";
import { child, type ConfigNode, descend, type MapNode } from "../parse/tree.js";
import { RENAMES_CELLS_MAX } from "./limits.js";
import { PIPELINES_PATH } from "./pipelines.js";
import { mentionsOf, type Rename, withRename } from "./with-rename.js";

/**
 * Components, then pipelines, that have another id and are the same otherwise, all that named them following. Both
 * trees in normal form. The first match counts where several are alike.
 */
export function renamesOf(before: MapNode, after: MapNode): readonly Rename[] {
  const found: Rename[] = [];
  let root = before;
  const take = (rename: Rename) => {
    found.push(rename);
    root = withRename(root, rename);
  };
  for (const kind of COMPONENT_CLASSES)
    for (const rename of candidates(root, after, kind)) take(rename);
  const [a, b] = [descend(root, PIPELINES_PATH), descend(after, PIPELINES_PATH)];
  for (const [was, is] of pairs(
    a,
    b,
    ([one, x], [other, y]) => signalOf(one) === signalOf(other) && text(x) === text(y),
  ))
    if (!namesPipeline(after, was)) take({ of: "pipeline", before: was, after: is });
  return found;
}

/** The tree with the new names. */
export function renamed(root: MapNode, renames: readonly Rename[]): MapNode {
  return renames.reduce(withRename, root);
}

const text = (node: ConfigNode) => canonicalValue(node, undefined, []);
const signalOf = (pipeline: string) => pipeline.split("/")[0];

function candidates(before: MapNode, after: MapNode, kind: ComponentClass): readonly Rename[] {
  const [a, b] = [child(before, SECTIONS[kind]), child(after, SECTIONS[kind])];
  const uses = (root: MapNode, id: string) => placesOf(root, kind, id).join("\n");
  const found = pairs(a, b, ([one, x], [other, y]) => {
    const [was, is] = [typeOf(kind, one), typeOf(kind, other)];
    if (was === null || was !== is) return false;
    const typing = { class: kind, type: was };
    const same = canonicalValue(x, typing, []) === canonicalValue(y, typing, []);
    return same && uses(before, one) === uses(after, other) && mentionsOf(after, kind, one) === 0;
  });
  return found.map(([was, is]) => ({ of: kind, before: was, after: is }));
}

function typeOf(kind: ComponentClass, id: string): string | null {
  const found = readComponentId(id);
  return found.ok && found.id.id === id ? currentName(kind, found.id.type) : null;
}

type Entry = readonly [id: string, value: ConfigNode];

/** Keys that went with the keys that came for them, each at most once. */
function pairs(
  a: ConfigNode | undefined,
  b: ConfigNode | undefined,
  same: (one: Entry, other: Entry) => boolean,
): readonly (readonly [string, string])[] {
  if (a?.kind !== "map" || b?.kind !== "map") return [];
  const only = (here: MapNode, there: MapNode): Entry[] => {
    const found: Entry[] = [];
    for (const [id, entry] of here.entries)
      if (!there.entries.has(id)) found.push([id, entry.value]);
    return found;
  };
  const [gone, came] = [only(a, b), only(b, a)];
  if (gone.length * came.length > RENAMES_CELLS_MAX) return [];
  const taken = new Set<string>();
  return gone.flatMap((one) => {
    const match = came.find((other) => !taken.has(other[0]) && same(one, other));
    if (match === undefined) return [];
    taken.add(match[0]);
    return [[one[0], match[0]] as const];
  });
}

/** Where lists name a component: each pipeline and role, with the position. */
function placesOf(root: MapNode, kind: ComponentClass, id: string): readonly string[] {
  const places: string[] = [];
  const look = (list: ConfigNode | undefined, where: string) => {
    if (list?.kind !== "list") return;
    for (const item of list.items)
      if (item.kind === "scalar" && item.source === id) places.push(where);
  };
  if (kind === "extension") look(descend(root, ["service", "extensions"]), "service");
  const pipelines = descend(root, PIPELINES_PATH);
  if (kind === "extension" || pipelines?.kind !== "map") return places;
  for (const [name, { value }] of pipelines.entries)
    for (const role of ROLES) look(child(value, role), `${signalOf(name)} ${role}`);
  return places.sort();
}

/** Whether an option of a connector still names the pipeline. */
function namesPipeline(root: MapNode, id: string): boolean {
  return mentionsOf(root, "pipeline", id) > 0;
}
