import { createHash } from "node:crypto";
import {
  type AvailableComponents,
  AvailableComponentsSchema,
  ComponentDetailsSchema,
  create,
} from "@fleethub/opamp";
import {
  COMPONENT_CLASSES,
  type ComponentClass,
  componentsOf,
  type Distribution,
} from "./catalogue.js";

/** What one build of the Collector can run: for the wire, and for looking things up. */
export interface ComponentList {
  /** With SHA-256 hash; shared by every agent of this build and never changed. */
  readonly message: AvailableComponents;
  has(componentClass: ComponentClass, type: string): boolean;
  types(componentClass: ComponentClass): readonly string[];
}

/**
 * The components of a build, by class and type, each with the metadata `code.namespace` =
 * "module version" (specification, AvailableComponents.components).
 */
export function buildComponentList(distribution: Distribution, version: string): ComponentList {
  const digest = createHash("sha256");
  const message = create(AvailableComponentsSchema);
  const typesByClass = new Map<ComponentClass, ReadonlySet<string>>();
  for (const componentClass of COMPONENT_CLASSES) {
    const details = create(ComponentDetailsSchema);
    const components = componentsOf(distribution, componentClass);
    for (const { type, module } of components) {
      const namespace = `${module} v${version}`;
      digest.update(`${componentClass}\n${type}\n${namespace}\n`);
      details.subComponentMap[type] = create(ComponentDetailsSchema, {
        metadata: [
          { key: "code.namespace", value: { value: { case: "stringValue", value: namespace } } },
        ],
      });
    }
    message.components[componentClass] = details;
    typesByClass.set(componentClass, new Set(components.map(({ type }) => type)));
  }
  message.hash = digest.digest();
  return {
    message,
    has: (componentClass, type) => typesByClass.get(componentClass)?.has(type) ?? false,
    types: (componentClass) => [...(typesByClass.get(componentClass) ?? [])],
  };
}

/** Lists of the builds in a simulation, each made once. */
export function componentLists(): (distribution: Distribution, version: string) => ComponentList {
  const made = new Map<string, ComponentList>();
  return (distribution, version) => {
    const key = `${distribution} ${version}`;
    const list = made.get(key) ?? buildComponentList(distribution, version);
    made.set(key, list);
    return list;
  };
}
