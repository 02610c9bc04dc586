import { graphOf } from "../graph/graph.js";
import type { CollectorConfig, ComponentClass } from "../parse/config.js";

/** A component type that a configuration defines. */
export interface UsedComponent {
  readonly class: ComponentClass;
  readonly type: string;
  readonly ids: readonly string[];
  /** True when a pipeline or `service.extensions` names one of them. */
  readonly inUse: boolean;
}

/** The component types that a Collector needs for this configuration, in order of definition. */
export function componentsUsed(config: CollectorConfig): UsedComponent[] {
  const byType = new Map<
    string,
    { class: ComponentClass; type: string; ids: string[]; inUse: boolean }
  >();
  for (const component of graphOf(config).components) {
    const key = `${component.class} ${component.type}`;
    const entry = byType.get(key) ?? {
      class: component.class,
      type: component.type,
      ids: [],
      inUse: false,
    };
    entry.ids.push(component.id);
    entry.inUse ||= component.inUse;
    byType.set(key, entry);
  }
  return [...byType.values()];
}
