import type { OptionNode } from "../../catalogue/catalogue.js";
import { FINDINGS_MAX } from "../../parse/limits.js";
import { type ConfigNode, isNull, type ListNode, type MapNode } from "../../parse/tree.js";
import type { OptionFault, ValueFault } from "./fault.js";
import { scalarFault } from "./scalars.js";

/** A section that is off when absent takes this switch besides its options. */
const SWITCH = "enabled";

/**
 * Everything in `node` that does not fit `option`, in reading order. Values from a `${…}` fit; a value that
 * aliases bring to several places is judged once for each kind of option it stands for. Of unknown options the first
 * FINDINGS_MAX are told.
 */
export function walkOptions(
  node: ConfigNode,
  option: OptionNode,
  path: readonly string[],
): readonly OptionFault[] {
  return new Walk().faultsOf(node, option, path);
}

class Walk {
  private left = FINDINGS_MAX;
  private readonly done = new Map<ConfigNode, Set<OptionNode>>();

  faultsOf(node: ConfigNode, option: OptionNode, path: readonly string[]): OptionFault[] {
    if (option.alternatives !== undefined) return this.alternatives(node, option, path);
    if (option.kind === "any" || isNull(node)) return [];
    const known = this.done.get(node);
    if (known?.has(option) === true) return [];
    if (known === undefined) this.done.set(node, new Set([option]));
    else known.add(option);
    switch (node.kind) {
      case "scalar": {
        const kind = scalarFault(node, option);
        return kind === undefined ? [] : [{ kind, path, node, option }];
      }
      case "list":
        return option.kind === "array"
          ? this.list(node, option, path)
          : [wrongKind(node, option, path)];
      case "map":
        return option.kind === "object"
          ? this.map(node, option, path)
          : [wrongKind(node, option, path)];
    }
  }

  private list(node: ListNode, option: OptionNode, path: readonly string[]): OptionFault[] {
    const { items } = option;
    if (items === undefined) return [];
    return node.items.flatMap((item, index) => this.faultsOf(item, items, [...path, `${index}`]));
  }

  private map(node: MapNode, option: OptionNode, path: readonly string[]): OptionFault[] {
    const faults: OptionFault[] = [];
    for (const [name, known] of Object.entries(option.options ?? {})) {
      if (known.required === true && !node.entries.has(name))
        faults.push({ kind: "missing", path, node, name });
    }
    for (const entry of node.entries.values()) {
      const at = [...path, entry.key];
      const known = optionAt(option, entry.key);
      if (known === undefined) {
        const silent = isOpen(option) || isSwitch(entry.key, at) || --this.left < 0;
        if (!silent) faults.push({ kind: "unknown", path: at, entry, map: node, option });
        continue;
      }
      if (known.deprecated === true) faults.push({ kind: "deprecated", path: at, entry });
      faults.push(...this.faultsOf(entry.value, known, at));
    }
    return faults;
  }

  /** None when one alternative fits; otherwise what the nearest one lacks. */
  private alternatives(
    node: ConfigNode,
    option: OptionNode,
    path: readonly string[],
  ): OptionFault[] {
    let best: readonly OptionFault[] | undefined;
    for (const each of option.alternatives ?? []) {
      const faults = new Walk().faultsOf(node, each, path).filter(isRefused);
      if (faults.length === 0) return [];
      if (best === undefined || distance(faults, path) < distance(best, path)) best = faults;
    }
    const [first] = best ?? [];
    if (best === undefined || first === undefined) return [];
    const whole = first.path.length === path.length && first.kind === "type";
    return whole ? [wrongKind(node, option, path)] : [...best];
  }
}

/** What is known of an option of this name, or undefined. */
export function optionAt(option: OptionNode, name: string): OptionNode | undefined {
  const { options } = option;
  if (options !== undefined && Object.hasOwn(options, name)) return options[name];
  return option.values;
}

function isOpen(option: OptionNode): boolean {
  return option.open === true || (option.options === undefined && option.values === undefined);
}

function isSwitch(name: string, path: readonly string[]): boolean {
  return name === SWITCH && path.length > COMPONENT_OPTION_DEPTH;
}

/** `receivers`, the id, the option: such a one belongs to the component itself. */
const COMPONENT_OPTION_DEPTH = 3;

function wrongKind(node: ConfigNode, option: OptionNode, path: readonly string[]): ValueFault {
  return { kind: "type", path, node, option };
}

function isRefused(fault: OptionFault): boolean {
  return fault.kind !== "deprecated";
}

/** Faults deep inside are nearer than a value of another kind. */
function distance(faults: readonly OptionFault[], path: readonly string[]): number {
  const whole = faults.some((fault) => fault.kind === "type" && fault.path.length === path.length);
  return faults.length + (whole ? 1_000_000 : 0);
}
