import { readComponentId } from "../parse/component-id.js";
import { COMPONENT_CLASSES, type ComponentClass, SECTIONS } from "../parse/config.js";
import { child, type ConfigNode } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { containerChanges } from "./container.js";
import { bodyChanges, optionChanges } from "./options.js";
import { sameTree } from "./same-tree.js";
import type { Side } from "./side.js";

/** What differs, and what of it no kind of change has a name for. */
export interface Found {
  readonly changes: readonly Change[];
  readonly others: readonly OptionChange[];
}

/** Components that came, went or have other options, class by class. */
export function componentChanges(before: Side, after: Side): Found {
  const changes: Change[] = [];
  const others: OptionChange[] = [];
  for (const kind of COMPONENT_CLASSES) inSection(kind, before, after, changes, others);
  return { changes, others };
}

function inSection(
  kind: ComponentClass,
  before: Side,
  after: Side,
  changes: Change[],
  others: OptionChange[],
): void {
  const section = SECTIONS[kind];
  const shown = { before: before.show, after: after.show };
  const [a, b] = [child(before.config.root, section), child(after.config.root, section)];
  if (a === b) return;
  others.push(...containerChanges(a, b, [section], shown));
  for (const id of differing(a, b)) {
    const [was, is] = [child(a, id), child(b, id)];
    const found = readComponentId(id);
    if (!found.ok || found.id.id !== id) {
      others.push(...optionChanges(was, is, [section, id], shown));
      continue;
    }
    const about = () => ({ class: kind, component: id, ...usage(kind, id, before, after) });
    if (was === undefined) {
      if (is !== undefined)
        changes.push({ kind: "component-added", ...about(), body: after.show(is) });
    } else if (is === undefined)
      changes.push({ kind: "component-removed", ...about(), body: before.show(was) });
    else {
      const typing = { class: kind, type: found.id.type };
      const options = bodyChanges(was, is, { ...shown, typing });
      if (options.length > 0)
        changes.push({ kind: "component-options-changed", ...about(), options });
    }
  }
}

/** Keys of both maps with values that may differ, those of the first first. */
export function differing(a: ConfigNode | undefined, b: ConfigNode | undefined): readonly string[] {
  const found: string[] = [];
  if (a?.kind === "map")
    for (const [key, entry] of a.entries)
      if (!sameTree(entry.value, child(b, key))) found.push(key);
  if (b?.kind === "map")
    for (const key of b.entries.keys()) if (child(a, key) === undefined) found.push(key);
  return found;
}

/** Keys of both maps, those of the first first. */
export function keysOf(a: ConfigNode | undefined, b: ConfigNode | undefined): ReadonlySet<string> {
  const keys = (node: ConfigNode | undefined) => (node?.kind === "map" ? node.entries.keys() : []);
  return new Set([...keys(a), ...keys(b)]);
}

/** How a component is used before or after. */
export function usage(kind: ComponentClass, id: string, before: Side, after: Side) {
  const [was, is] = [before.component(kind, id), after.component(kind, id)];
  return {
    inUse: was?.inUse === true || is?.inUse === true,
    pipelines: [...new Set([...(was?.usedBy ?? []), ...(is?.usedBy ?? [])])],
  };
}
