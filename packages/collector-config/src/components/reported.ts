import { aliasOf } from "../facts/aliases.js";
import { type ComponentClass, SECTIONS } from "../parse/config.js";

/** What is known about one component type of an agent. */
export interface ReportedComponent {
  /** Go module path. */
  readonly module?: string;
  /** Module version, e.g. `v0.149.0`. */
  readonly version?: string;
}

/** The component types that an agent reported, by class and type: plain data, e.g. from available_components. */
export interface ReportedComponents {
  readonly receivers: Readonly<Record<string, ReportedComponent>>;
  readonly processors: Readonly<Record<string, ReportedComponent>>;
  readonly exporters: Readonly<Record<string, ReportedComponent>>;
  readonly extensions: Readonly<Record<string, ReportedComponent>>;
  readonly connectors: Readonly<Record<string, ReportedComponent>>;
}

/** Whether an agent has a type, under this name or the component's other one. */
export function hasComponent(
  reported: ReportedComponents,
  kind: ComponentClass,
  type: string,
): boolean {
  const types = reported[SECTIONS[kind]];
  const alias = aliasOf(kind, type);
  return Object.hasOwn(types, type) || (alias !== undefined && Object.hasOwn(types, alias));
}
