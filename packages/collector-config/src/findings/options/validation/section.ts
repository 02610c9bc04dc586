import { durationNs } from "../../../text/quantities.js";
import { type ConfigNode, isNull, isSymbolic } from "../../../parse/tree.js";
import type { Place } from "../../../text/place.js";

/** Something that a component's own validation refuses. */
export interface Problem {
  readonly place: Place;
  readonly path: readonly string[];
  /** What is wrong, to follow the option's name: `is shorter than …`. */
  readonly message: string;
  readonly remedy: string;
}

/**
 * One section of a component's options, read as validation reads it: absent and null are the default. A value that
 * only the agent knows, or of another type than it should be, reads as undefined and is never held against anybody.
 */
export class Section {
  constructor(
    readonly node: ConfigNode | undefined,
    readonly path: readonly string[],
    /** Where to point when the section itself is wrong, or something in it is missing. */
    readonly place: Place,
  ) {}

  /** False when nothing is written here, or null. */
  get given(): boolean {
    return this.node !== undefined && !isNull(this.node);
  }

  /** False when the whole section comes from a `${…}` or is no map. */
  get readable(): boolean {
    return !this.given || this.node?.kind === "map";
  }

  /** The key is written, with null too. */
  has(name: string): boolean {
    return this.node?.kind === "map" && this.node.entries.has(name);
  }

  at(name: string): Section {
    const entry = this.node?.kind === "map" ? this.node.entries.get(name) : undefined;
    const place = entry?.keyPlace ?? this.place;
    return new Section(entry?.value, [...this.path, name], place);
  }

  /** Items of a list; none when it is absent or no list. */
  items(name: string): readonly Section[] {
    const list = this.at(name);
    if (list.node?.kind !== "list") return [];
    return list.node.items.map(
      (item, index) => new Section(item, [...list.path, `${index}`], item.place),
    );
  }

  /** Values of a map with names of the user's own. */
  members(): readonly (readonly [name: string, value: Section])[] {
    if (this.node?.kind !== "map") return [];
    return [...this.node.entries.keys()].map((name) => [name, this.at(name)] as const);
  }

  /** How many items a list has; 0 when absent. */
  count(name: string): number | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.readable ? 0 : undefined;
    if (node?.kind === "list") return node.items.length;
    if (node?.kind === "scalar" && node.type === "text" && node.references.length === 0)
      return node.source === "" ? 0 : node.source.split(",").length;
    return undefined;
  }

  /** Texts of a list, or of a text with commas; undefined where one is not known. */
  texts(name: string): readonly string[] | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.readable ? [] : undefined;
    if (node?.kind === "list") {
      const found = node.items.map((item) => textOf(item));
      return found.every((each) => each !== undefined) ? found : undefined;
    }
    const text = node === undefined ? undefined : textOf(node);
    return text === undefined ? undefined : text === "" ? [] : text.split(",");
  }

  text(name: string, absent = ""): string | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.readable ? absent : undefined;
    return node === undefined ? undefined : textOf(node);
  }

  /** Text of any scalar, `5` for a number too; undefined when it is absent or not known. */
  written(name: string): string | undefined {
    const { node, given } = this.at(name);
    if (!given || node?.kind !== "scalar" || node.references.length > 0) return undefined;
    return node.source;
  }

  /** Null is 0, whatever the default. */
  number(name: string, absent = 0): number | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.absent(node, absent);
    return numberOf(node);
  }

  /** As the Collector reads a whole number: `1.5` is 1. */
  whole(name: string, absent = 0): number | undefined {
    const value = this.number(name, absent);
    return value === undefined ? undefined : Math.trunc(value);
  }

  private absent(node: ConfigNode | undefined, value: number): number | undefined {
    if (node !== undefined) return 0;
    return this.readable ? value : undefined;
  }

  /** Nanoseconds; a bare number is nanoseconds already, `0.5` is none of them, null is 0. */
  duration(name: string, absentNs = 0): number | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.absent(node, absentNs);
    const text = node === undefined ? undefined : textOf(node);
    if (text === undefined) return this.whole(name);
    return ZERO.test(text) ? 0 : durationNs(text);
  }

  flag(name: string, absent = false): boolean | undefined {
    const { node, given } = this.at(name);
    if (!given) return this.readable ? absent : undefined;
    return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
  }

  /** Text of this very value. */
  get ownText(): string | undefined {
    return this.node === undefined ? undefined : textOf(this.node);
  }

  /** About an option of this section; points at its value, or at the section when it is not written. */
  problem(name: string, message: string, remedy: string): Problem {
    const spot = this.at(name);
    return { place: spot.node?.place ?? spot.place, path: spot.path, message, remedy };
  }

  /** About this section itself. */
  own(message: string, remedy: string): Problem {
    return { place: this.place, path: this.path, message, remedy };
  }
}

export const SECOND_NS = 1e9;

/** The one duration without a unit. */
const ZERO = /^[-+]?0$/;

function textOf(node: ConfigNode): string | undefined {
  if (node.kind !== "scalar" || isSymbolic(node) || node.references.length > 0) return undefined;
  return node.type === "text" ? node.source : undefined;
}

function numberOf(node: ConfigNode | undefined): number | undefined {
  if (node?.kind !== "scalar") return undefined;
  return node.type === "int" || node.type === "float" ? Number(node.value) : undefined;
}
