import type { Component } from "../../parse/config.js";
import { descend, type ScalarNode } from "../../parse/tree.js";
import type { RuleContext } from "../rule.js";

/** Exporters in use that set `enabled: false` below an option. */
export function turnedOff(
  { config, runs }: RuleContext,
  option: string,
): { component: Component; node: ScalarNode }[] {
  return config.components.flatMap((component) => {
    if (component.class !== "exporter" || !runs(component)) return [];
    const node = descend(component.body, [option, "enabled"]);
    const off = node?.kind === "scalar" && node.value === false;
    return off ? [{ component, node }] : [];
  });
}
