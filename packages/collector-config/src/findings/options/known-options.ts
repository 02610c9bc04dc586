import type { CatalogueComponent, OptionNode } from "../../catalogue/catalogue.js";
import { withOwnOptions } from "../../facts/own-options.js";
import type { Component } from "../../parse/config.js";
import type { RuleContext } from "../rule.js";

/** What the catalogue, and what we know besides, tells of a component. */
export interface KnownOptions {
  readonly component: CatalogueComponent;
  readonly options: OptionNode;
}

const filled = new WeakMap<CatalogueComponent, OptionNode>();

/** The options of a component, or undefined where they are not known. */
export function knownOptions(
  { catalogue }: RuleContext,
  { class: kind, type }: Component,
): KnownOptions | undefined {
  const component = catalogue?.component(kind, type);
  if (component === undefined) return undefined;
  let options = filled.get(component) ?? null;
  if (options === null) {
    options = withOwnOptions(kind, type, component.options);
    if (options === null) return undefined;
    filled.set(component, options);
  }
  return { component, options };
}
