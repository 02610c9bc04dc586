import { readComponentId } from "../parse/component-id.js";
import { COMPONENT_CLASSES, type ComponentClass, SECTIONS } from "../parse/config.js";
import { child } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { bodyChanges, optionChanges } from "./options.js";
import { containerChanges } from "./container.js";
import { namedIn, type Side } from "./side.js";

/** What differs, and what of it no kind of change has a name for. */
export interface Found {
  readonly changes: readonly Change[];
  readonly others: readonly OptionChange[];
}

/** Components that came, went or have other options, class by class. */
export function componentChanges(before: Side, after: Side): Found {
  const found = COMPONENT_CLASSES.map((kind) => inSection(kind, before, after));
  return {
    changes: found.flatMap((one) => one.changes),
    others: found.flatMap((one) => one.others),
  };
}

function inSection(kind: ComponentClass, before: Side, after: Side): Found {
  const section = SECTIONS[kind];
  const shown = { before: before.show, after: after.show };
  const [a, b] = [child(before.config.root, section), child(after.config.root, section)];
  const [old, now] = [namedIn(a, readComponentId), namedIn(b, readComponentId)];
  const changes: Change[] = [];
  const others: OptionChange[] = [...containerChanges(a, b, [section], shown)];
  for (const id of new Set([...old.byId.keys(), ...now.byId.keys()])) {
    const [was, is] = [old.byId.get(id), now.byId.get(id)];
    const about = { class: kind, component: id, ...usage(kind, id, before, after) };
    if (was === undefined) changes.push({ kind: "component-added", ...about });
    else if (is === undefined) changes.push({ kind: "component-removed", ...about });
    else {
      const options = bodyChanges(was.value, is.value, shown);
      if (options.length > 0)
        changes.push({ kind: "component-options-changed", ...about, options });
      if (was.key !== is.key) others.push(...respelled([section], was.key, is.key));
    }
  }
  for (const key of new Set([...old.others.keys(), ...now.others.keys()])) {
    const path = [section, key];
    const [was, is] = [old.others.get(key)?.value, now.others.get(key)?.value];
    others.push(...optionChanges(was, is, path, shown));
  }
  return { changes, others };
}

/** A key that names the same with other blanks. */
export function respelled(
  path: readonly string[],
  before: string,
  after: string,
): readonly OptionChange[] {
  return [{ path, before: JSON.stringify(before), after: JSON.stringify(after) }];
}

function usage(kind: ComponentClass, id: string, before: Side, after: Side) {
  const [was, is] = [before.component(kind, id), after.component(kind, id)];
  return {
    inUse: was?.inUse === true || is?.inUse === true,
    pipelines: [...new Set([...(was?.usedBy ?? []), ...(is?.usedBy ?? [])])],
  };
}
