import type { Edit } from "../finding.js";
import { type CollectorConfig, type Component, type Mention, ROLES_OF } from "../parse/config.js";
import type { Place } from "../text/place.js";

/**
 * One edit that gives a component another type, at its definition and wherever it is named. Undefined when the
 * new id is taken, or a place does not show the id plainly (quoted, or from an anchor).
 */
export function renameEdit(
  config: CollectorConfig,
  component: Component,
  type: string,
): Edit | undefined {
  const id = component.name === "" ? type : `${type}/${component.name}`;
  if (config.components.some((each) => each.class === component.class && each.id === id))
    return undefined;
  const mentions =
    component.class === "extension"
      ? config.extensions
      : config.pipelines.flatMap((each) =>
          ROLES_OF[component.class].flatMap((role): readonly Mention[] => each[role]),
        );
  const places = new Map<number, Place>([[component.place.offset, component.place]]);
  for (const each of mentions)
    if (each.id === component.id) places.set(each.place.offset, each.place);
  const ordered = [...places.values()].sort((a, b) => a.offset - b.offset);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let replacement = "";
  let at = first.offset;
  for (const place of ordered) {
    if (config.text.slice(place.offset, place.end) !== component.id) return undefined;
    replacement += config.text.slice(at, place.offset) + id;
    at = place.end;
  }
  return { offset: first.offset, length: last.end - first.offset, replacement };
}
