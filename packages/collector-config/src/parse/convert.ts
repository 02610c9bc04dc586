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
import { tooDeep, tooLarge } from "./compose.js";
import {
  CONFIG_DEPTH_MAX,
  CONFIG_EXPANDED_MAX,
  CONFIG_VALUES_MAX,
  PROBLEMS_MAX,
} from "./limits.js";
import { PATH_DELIMITER } from "./key-paths.js";
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

/**
 * Types scalars, resolves aliases and merge keys, and finds duplicate keys. What comes out is bounded however often
 * it is walked: CONFIG_VALUES_MAX and CONFIG_EXPANDED_MAX with aliases counted each time, CONFIG_DEPTH_MAX with
 * aliases followed and `a::b` keys spelled out.
 */
export function convert(document: Document.Parsed, lines: LineIndex): Converted {
  const conversion = new Conversion(lines);
  const contents: Node | null = document.contents;
  const root = conversion.node(contents);
  if (conversion.tooLarge) return { root: null, problems: [tooLarge(lines)] };
  if (conversion.tooDeep) return { root: null, problems: [tooDeep(lines)] };
  return { root, problems: conversion.problems.slice(0, PROBLEMS_MAX) };
}

/** What is under a map or list, aliases counted each time they are used. */
interface Extent {
  readonly values: number;
  readonly characters: number;
  /** Levels of maps and lists. */
  readonly depth: number;
}

class Conversion {
  readonly problems: Finding[] = [];
  tooLarge = false;
  tooDeep = false;
  private readonly anchors = new Map<string, ConfigNode | "open">();
  private readonly extents = new Map<ConfigNode, Extent>();
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

  /** Notes the extent of a map or list; the children of a list have no keys. */
  private count<T extends ConfigNode>(
    node: T,
    children: Iterable<readonly [key: string | null, value: ConfigNode]>,
  ): T {
    let [values, characters, depth] = [1, 0, 0];
    for (const [key, value] of children) {
      const own = this.extents.get(value);
      const levels = key === null ? 1 : levelsOf(key);
      values += (own?.values ?? 1) + levels - 1;
      characters += (own?.characters ?? 0) + (key?.length ?? 0);
      if (value.kind === "scalar") characters += value.source.length;
      depth = Math.max(depth, (own?.depth ?? 0) + levels);
    }
    this.extents.set(node, { values, characters, depth });
    if (values > CONFIG_VALUES_MAX || characters > CONFIG_EXPANDED_MAX) this.tooLarge = true;
    if (depth > CONFIG_DEPTH_MAX) this.tooDeep = true;
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
    const children = made.map((item) => [null, item] as const);
    return this.count({ kind: "list", place: this.place(range), items: made }, children);
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
    const children = [...entries].map(([key, { value }]) => [key, value] as const);
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

/** Levels of maps that a key stands for: `a::b` is spelled out later. */
function levelsOf(key: string): number {
  return key.includes(PATH_DELIMITER) ? key.split(PATH_DELIMITER).length : 1;
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
