import { type Edit, replace } from "../finding.js";
import { type CollectorConfig, type Component, type Mention, ROLES_OF } from "../parse/config.js";
import type { Place } from "../text/place.js";
import { joinEdits } from "./editing.js";

/**
 * One edit that gives a component another type, at its definition and wherever it is named. Undefined when the
 * new id is taken, or a place does not show the id plainly (quoted, or from an anchor). `besides` is done in the same edit.
 */
export function renameEdit(
  config: CollectorConfig,
  component: Component,
  type: string,
  besides: readonly Edit[] = [],
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
  for (const { offset, end } of places.values())
    if (config.text.slice(offset, end) !== component.id) return undefined;
  const renames = Array.from(places.values(), (place) => replace(place, id));
  return joinEdits(config.text, [...renames, ...besides]);
}
