import { type Finding, finding } from "../finding.js";
import { readIdParts } from "../parse/component-id.js";
import { ROLES } from "../parse/config.js";
import { type ConfigNode, isNull, kindName, type ListNode, type MapNode } from "../parse/tree.js";
import type { ChangedList, Side } from "./joined.js";
import { MERGE_NAMES_MAX } from "./layer.js";

/** Lists that a layer may change by operations: those that name components. */
export function takesOperations(path: readonly string[]): boolean {
  if (path[0] !== "service") return false;
  if (path.length === 2) return path[1] === "extensions";
  return path.length === 4 && path[1] === "pipelines" && ROLES.some((role) => role === path[3]);
}

/** Does a path lead to such a list? */
export function mayHoldOperations(path: readonly string[]): boolean {
  if (path.length === 0) return true;
  if (path[0] !== "service" || path.length > 3) return false;
  return path.length === 1 || path[1] === "pipelines";
}

/** A list with operations: at least one item is a map. */
export function isOperations(node: ConfigNode): node is ListNode {
  return node.kind === "list" && node.items.some((item) => item.kind === "map");
}

/** What operations made of a list; null leaves it as it was. */
export interface Operated {
  readonly list: ChangedList | null;
  readonly findings: readonly Finding[];
}

/** An item with its name, read once: lists are looked through again and again. */
type Item = ChangedList["items"][number] & { readonly name: string | null };

/** Applies a layer's operations, in order, to the list beneath. Findings have their place in the layer. */
export function operate(
  base: { readonly side: Side; readonly node: ConfigNode } | undefined,
  layer: Side,
  operations: ListNode,
  path: readonly string[],
): Operated {
  const state = new Operating(path, layer);
  const plain = operations.items.findIndex((item) => item.kind !== "map");
  const mixed = operations.items[plain];
  if (mixed !== undefined) {
    state.fault(
      mixed,
      [`${plain}`],
      "layer-operation-mixed",
      `The list at ${path.join(".")} mixes operations with ${kindName(mixed)}.`,
      "Write the whole list of names, or operations only: {append: NAME} adds a name.",
    );
    return { list: null, findings: state.findings };
  }
  if (operations.items.reduce((sum, each) => sum + namesOf(each), 0) > MERGE_NAMES_MAX) {
    state.fault(
      operations,
      [],
      "layer-too-large",
      `The operations at ${path.join(".")} have more than ${MERGE_NAMES_MAX} names.`,
      "Write the whole list of names.",
    );
    return { list: null, findings: state.findings };
  }
  if (base !== undefined && base.node.kind !== "list" && !isNull(base.node)) {
    state.fault(
      operations,
      [],
      "layer-operation-target",
      `What stands beneath at ${path.join(".")} is ${kindName(base.node)}; operations change lists.`,
      "Write the whole list here, or make it a list beneath.",
    );
    return { list: null, findings: state.findings };
  }
  const items = base?.node.kind === "list" ? base.node.items : [];
  state.items =
    base === undefined ? [] : items.map((node) => ({ side: base.side, node, name: nameOf(node) }));
  if (!state.settle(operations)) {
    return { list: null, findings: state.findings };
  }
  const same =
    state.items.length === items.length &&
    items.every((node, index) => state.items[index]?.node === node);
  return { list: same ? null : { kind: "list", items: state.items }, findings: state.findings };
}

/** Rounds in which operations are done again; orders that fit are found in two or three. */
const ROUNDS_MAX = 20;

const SHAPES =
  "{append: NAME}, {insert: NAME, before: NAME}, {insert: NAME, after: NAME} or {remove: NAME}";

class Operating {
  readonly findings: Finding[] = [];
  items: readonly Item[] = [];
  /** From the second round on what was removed is no longer there, as it should be. */
  private repeated = false;
  private readonly path: readonly string[];
  private readonly layer: Side;

  constructor(path: readonly string[], layer: Side) {
    this.path = path;
    this.layer = layer;
  }

  /**
   * Does all operations until another round changes nothing, so that each holds in the end. False, with a finding,
   * where they work against each other.
   */
  settle(operations: ListNode): boolean {
    const failed = new Set<ConfigNode>();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const before = this.items;
      operations.items.forEach((operation, index) => {
        if (operation.kind !== "map" || failed.has(operation)) return;
        const told = this.findings.length;
        this.apply(operation, `${index}`);
        if (this.findings.length > told) failed.add(operation);
      });
      this.repeated = true;
      if (!sameItems(before, this.items)) continue;
      if (operations.items.every((each) => failed.has(each) || this.holds(each))) return true;
      break;
    }
    const message = `The operations on ${this.path.join(".")} work against each other: no order fits all of them.`;
    const remedy = "Keep one operation for each name.";
    this.fault(operations, [], "layer-operation-conflict", message, remedy);
    return false;
  }

  private apply(operation: MapNode, index: string): void {
    const keys = [...operation.entries.keys()].sort().join();
    const named = (key: string) => operation.entries.get(key)?.value;
    const subject = named("append") ?? named("insert") ?? named("remove");
    const target = named("before") ?? named("after");
    const names = subject === undefined ? null : namesIn(subject);
    const shaped = ["append", "remove", "before,insert", "after,insert"].includes(keys);
    if (!shaped || names === null || (target !== undefined && nameOf(target) === null)) {
      this.fault(
        operation,
        [index],
        "layer-operation-shape",
        `The item ${index} of ${this.path.join(".")} is no operation.`,
        `Write ${SHAPES}; several names may stand in a list.`,
      );
      return;
    }
    if (keys === "append") this.append(names);
    else if (keys === "remove") this.remove(names, index);
    else if (target !== undefined) this.insert(names, target, named("before") !== undefined, index);
  }

  /** Does every name of an insertion stand on the wanted side? */
  private holds(operation: ConfigNode): boolean {
    if (operation.kind !== "map") return true;
    const named = (key: string) => operation.entries.get(key)?.value;
    const [inserted, before] = [named("insert"), named("before")];
    const target = nameOf(before ?? named("after"));
    const at = (name: string | null) => this.items.findIndex((item) => item.name === name);
    return (inserted === undefined ? [] : (namesIn(inserted) ?? [])).every((node) => {
      const name = nameOf(node);
      if (name === target) return true;
      return before === undefined ? at(name) > at(target) : at(name) < at(target);
    });
  }

  private has(name: string): boolean {
    return this.items.some((item) => item.name === name);
  }

  private append(names: readonly ConfigNode[]): void {
    for (const node of names) {
      const name = nameOf(node) ?? "";
      if (!this.has(name)) this.items = [...this.items, { side: this.layer, node, name }];
    }
  }

  private remove(names: readonly ConfigNode[], index: string): void {
    for (const node of names) {
      const name = nameOf(node) ?? "";
      if (this.has(name)) this.items = this.items.filter((item) => item.name !== name);
      else if (!this.repeated)
        this.fault(
          node,
          [index, "remove"],
          "layer-operation-target",
          `"${name}" cannot be removed from ${this.path.join(".")}: it is not there.`,
          this.there(),
          "warning",
        );
    }
  }

  /** Afterwards every name stands on that side of the target; one that already does is left alone. */
  private insert(
    names: readonly ConfigNode[],
    target: ConfigNode,
    before: boolean,
    index: string,
  ): void {
    const wanted = nameOf(target) ?? "";
    if (!this.has(wanted)) {
      const message = `Nothing can be inserted ${before ? "before" : "after"} "${wanted}" in ${this.path.join(".")}: it is not there.`;
      const at = [index, before ? "before" : "after"];
      this.fault(target, at, "layer-operation-target", message, this.there());
      return;
    }
    for (const node of before ? names : [...names].reverse()) {
      const name = nameOf(node) ?? "";
      if (name === wanted) continue;
      const anchor = this.items.findIndex((item) => item.name === wanted);
      const onSide = this.items.some(
        (item, at) => item.name === name && (before ? at < anchor : at > anchor),
      );
      if (onSide) continue;
      const present = this.items.find((item) => item.name === name);
      const others = this.items.filter((item) => item.name !== name);
      const place = others.findIndex((item) => item.name === wanted);
      others.splice(before ? place : place + 1, 0, present ?? { side: this.layer, node, name });
      this.items = others;
    }
  }

  private there(): string {
    const names = this.items.map(({ name }) => name ?? "…").slice(0, 20);
    return names.length === 0 ? "The list beneath is empty." : `There is: ${names.join(", ")}.`;
  }

  fault(
    node: ConfigNode,
    path: readonly string[],
    code: string,
    message: string,
    remedy: string,
    severity: "error" | "warning" = "error",
  ): void {
    const { place } = node;
    this.findings.push(
      finding({ severity, code, place, path: [...this.path, ...path], message, remedy }),
    );
  }
}

function sameItems(one: readonly Item[], two: readonly Item[]): boolean {
  return one.length === two.length && one.every(({ name }, at) => name === two[at]?.name);
}

/** The id that a list item names, blanks trimmed; null where it is no text. */
function nameOf(node: ConfigNode | undefined): string | null {
  if (node?.kind !== "scalar" || isNull(node) || node.source === "") return null;
  const read = readIdParts(node.source);
  return read.ok && node.references.length === 0 ? read.id.id : node.source;
}

/** Names in an operation, the target not counted. */
function namesOf(operation: ConfigNode): number {
  if (operation.kind !== "map") return 1;
  return [...operation.entries.values()].reduce(
    (most, { value }) => Math.max(most, value.kind === "list" ? value.items.length : 1),
    0,
  );
}

function namesIn(node: ConfigNode): readonly ConfigNode[] | null {
  const nodes = node.kind === "list" ? node.items : [node];
  return nodes.every((each) => nameOf(each) !== null) ? nodes : null;
}
