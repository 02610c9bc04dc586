import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from "yaml";
import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import { tooLarge } from "./compose.js";
import { CONFIG_VALUES_MAX, PROBLEMS_MAX } from "./limits.js";
import { type MergeBudget, mergeInto } from "./merge-keys.js";
import { problem } from "./problem.js";
import { findReferences } from "./references.js";
import { typePlain, typeTagged } from "./scalar.js";
import type { ConfigNode, ListNode, MapEntry, MapNode, ScalarNode } from "./tree.js";

/** The typed tree of a document, or null where it cannot stand. */
export interface Converted {
  readonly root: ConfigNode | null;
  readonly problems: readonly Finding[];
}

/** Types scalars, resolves aliases and merge keys, and finds duplicate keys. Bounded by CONFIG_VALUES_MAX. */
export function convert(document: Document.Parsed, lines: LineIndex): Converted {
  const conversion = new Conversion(lines);
  const contents: Node | null = document.contents;
  const root = conversion.node(contents);
  if (conversion.tooLarge) return { root: null, problems: [tooLarge(lines)] };
  return { root, problems: conversion.problems.slice(0, PROBLEMS_MAX) };
}

class Conversion {
  readonly problems: Finding[] = [];
  tooLarge = false;
  private readonly anchors = new Map<string, ConfigNode | "open">();
  /** Values under a node, aliases counted each time they are used. */
  private readonly sizes = new Map<ConfigNode, number>();
  private readonly merging: MergeBudget = { left: CONFIG_VALUES_MAX };
  private readonly lines: LineIndex;

  constructor(lines: LineIndex) {
    this.lines = lines;
  }

  node(source: Node | null | undefined): ConfigNode {
    if (source === null || source === undefined) return this.empty(0);
    if (isAlias(source)) return this.alias(source.source, source.range ?? [0, 0, 0]);
    const anchor = isMap(source) || isSeq(source) || isScalar(source) ? source.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, "open");
    const made = this.make(source);
    if (anchor !== undefined) this.anchors.set(anchor, made);
    return made;
  }

  private make(source: Node): ConfigNode {
    if (isMap(source)) return this.map(source.items as Pair<Node, Node | null>[], source.range);
    if (isSeq(source)) return this.list(source.items as Node[], source.range);
    if (isScalar(source)) return this.scalar(source);
    return this.empty(source.range?.[0] ?? 0);
  }

  private count<T extends ConfigNode>(node: T, children: Iterable<ConfigNode>): T {
    let size = 1;
    for (const each of children) size += this.sizes.get(each) ?? 1;
    this.sizes.set(node, size);
    if (size > CONFIG_VALUES_MAX) this.tooLarge = true;
    return node;
  }

  private alias(name: string, range: readonly number[]): ConfigNode {
    const target = this.anchors.get(name);
    if (target !== undefined && target !== "open") return target;
    const [offset = 0, end = offset] = range;
    const message =
      target === "open"
        ? `The alias *${name} stands inside its own anchor.`
        : `The alias *${name} has no anchor &${name} before it.`;
    const remedy = "Define the anchor above its first use, or write the value out.";
    this.problems.push(problem(this.lines, "yaml-unknown-anchor", [offset, end], message, remedy));
    return this.empty(offset);
  }

  private list(items: readonly Node[], range: readonly number[] | null | undefined): ListNode {
    const made = items.map((item) => this.node(item));
    return this.count({ kind: "list", place: this.place(range), items: made }, made);
  }

  private map(
    pairs: readonly Pair<Node, Node | null>[],
    range: readonly number[] | null | undefined,
  ): MapNode {
    const entries = new Map<string, MapEntry>();
    const merges: ConfigNode[] = [];
    for (const pair of pairs) {
      const key = this.node(pair.key);
      const value =
        pair.value === null ? this.empty(pair.key?.range?.[1] ?? 0) : this.node(pair.value);
      if (key.kind !== "scalar") this.badKey(key);
      else if (key.source === "<<" && key.style === "plain") {
        if (merges.length > 0) this.duplicate(key, undefined);
        merges.push(value);
      } else this.enter(entries, key, value);
    }
    for (const merge of merges) {
      const bad = mergeInto(entries, merge, this.merging);
      if (bad !== undefined) this.badMerge(bad);
    }
    if (this.merging.left < 0) this.tooLarge = true;
    const children = [...entries.values()].map((entry) => entry.value);
    return this.count({ kind: "map", place: this.place(range), entries }, children);
  }

  private enter(entries: Map<string, MapEntry>, key: ScalarNode, value: ConfigNode): void {
    const name = key.type === "text" ? key.source : String(key.value);
    const earlier = entries.get(name);
    if (earlier !== undefined) this.duplicate(key, earlier);
    else entries.set(name, { key: name, keyPlace: key.place, keyType: key.type, value });
  }

  private scalar(source: Scalar): ScalarNode {
    const text = typeof source.value === "string" ? source.value : (source.source ?? "");
    const style = styleOf(source);
    const tagged = source.tag !== undefined && source.tag !== "?";
    const typed =
      tagged && source.tag !== "tag:yaml.org,2002:str"
        ? typeTagged(source.tag ?? "", text)
        : style === "plain" && !tagged
          ? typePlain(text)
          : { type: "text" as const, value: text };
    const empty = style === "plain" && text === "" && !tagged;
    return {
      kind: "scalar",
      place: this.place(source.range),
      ...typed,
      style: empty ? "empty" : style,
      source: text,
      references: typed.type === "text" ? findReferences(text) : [],
    };
  }

  private empty(offset: number): ScalarNode {
    const place = this.lines.place(offset, offset);
    return {
      kind: "scalar",
      place,
      type: "null",
      value: null,
      style: "empty",
      source: "",
      references: [],
    };
  }

  private place(range: readonly number[] | null | undefined) {
    return this.lines.place(range?.[0] ?? 0, range?.[1] ?? 0);
  }

  private duplicate(key: ScalarNode, earlier: MapEntry | undefined): void {
    const where = earlier === undefined ? "" : ` (first on line ${earlier.keyPlace.line})`;
    const range = [key.place.offset, key.place.end] as const;
    const message = `The key "${key.source}" stands twice in the same map${where}.`;
    const remedy = "Join the two, or remove one; the Collector refuses the file.";
    this.problems.push(problem(this.lines, "yaml-duplicate-key", range, message, remedy));
  }

  private badKey(key: ConfigNode): void {
    const range = [key.place.offset, key.place.end] as const;
    const message = `A ${key.kind} cannot be a key.`;
    const remedy = "Use text as the key; quote it when it holds brackets or braces.";
    this.problems.push(problem(this.lines, "yaml-bad-key", range, message, remedy));
  }

  private badMerge(value: ConfigNode): void {
    const range = [value.place.offset, value.place.end] as const;
    const message = 'The merge key "<<" needs a map or a list of maps.';
    const remedy = 'Write "<<: *anchor" where the anchor names a map.';
    this.problems.push(problem(this.lines, "yaml-bad-merge", range, message, remedy));
  }
}

function styleOf(source: Scalar): "plain" | "single" | "double" | "block" {
  switch (source.type) {
    case "QUOTE_SINGLE":
      return "single";
    case "QUOTE_DOUBLE":
      return "double";
    case "BLOCK_FOLDED":
    case "BLOCK_LITERAL":
      return "block";
    default:
      return "plain";
  }
}
