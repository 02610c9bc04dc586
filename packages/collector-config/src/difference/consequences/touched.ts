import { COMPONENT_CLASSES, type Component, type ComponentClass } from "../../parse/config.js";
import type { Change } from "../change.js";
import { usage } from "../components.js";
import type { Side } from "../side.js";

/** A component that does otherwise than before: options changed, or it runs on one side alone. */
export interface Touched {
  readonly class: ComponentClass;
  readonly component: string;
  readonly pipelines: readonly string[];
  /** Defined and in use; undefined where it does not run. */
  readonly before: Component | undefined;
  readonly after: Component | undefined;
}

/** The components that run otherwise, those of the changes first. */
export function touchedBy(
  before: Side,
  after: Side,
  changes: readonly Change[],
): readonly Touched[] {
  const found = new Map<string, Touched>();
  const running = (side: Side, kind: ComponentClass, id: string) =>
    side.component(kind, id)?.inUse === true ? side.defined(kind, id) : undefined;
  const look = (kind: ComponentClass, id: string) => {
    const key = `${kind} ${id}`;
    if (found.has(key)) return;
    const [was, is] = [running(before, kind, id), running(after, kind, id)];
    if (was === undefined && is === undefined) return;
    const { pipelines } = usage(kind, id, before, after);
    found.set(key, { class: kind, component: id, pipelines, before: was, after: is });
  };
  for (const one of changes)
    if (one.kind === "component-options-changed") look(one.class, one.component);
  for (const [here, there] of [
    [before, after],
    [after, before],
  ] as const)
    for (const key of here.running) {
      if (there.running.has(key)) continue;
      const cut = key.indexOf(" ");
      const kind = COMPONENT_CLASSES.find((each) => each === key.slice(0, cut));
      if (kind !== undefined) look(kind, key.slice(cut + 1));
    }
  return [...found.values()];
}

/** What a consequence says of it. */
export function about(one: Touched) {
  return { class: one.class, component: one.component, pipelines: one.pipelines };
}
