import { REGEX_LENGTH_MAX } from "../limits.js";
import {
  ANY,
  anyCase,
  type CharRanges,
  negated,
  NOT_LINE_FEED,
  PERL_CLASSES,
  POSIX_CLASSES,
} from "./char-class.js";

/** A regular expression as a tree. */
export type RegexTree =
  | { readonly kind: "chars"; readonly ranges: CharRanges }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly RegexTree[] }
  | { readonly kind: "choice"; readonly parts: readonly RegexTree[] }
  | {
      readonly kind: "repeat";
      readonly part: RegexTree;
      readonly min: number;
      /** Null: without end. */
      readonly max: number | null;
    };

interface Flags {
  readonly anyCase: boolean;
  readonly dotAll: boolean;
}

/** Deepest nesting of groups that is read. */
const GROUPS_MAX = 50;
const REPEAT_MAX = 1000;

/**
 * Reads a regular expression as Go does (RE2 syntax). Undefined where it is none, is too long, or uses what is not
 * modelled here: word boundaries, multi-line anchors, Unicode classes.
 */
export function parseRegex(source: string): RegexTree | undefined {
  if (source.length > REGEX_LENGTH_MAX) return undefined;
  const reader = new Reader(source);
  try {
    const tree = reader.choice({ anyCase: false, dotAll: false }, 0);
    return reader.done ? tree : undefined;
  } catch (error) {
    if (error instanceof NotModelled) return undefined;
    throw error;
  }
}

/** Leaves the descent; never leaves this file. */
class NotModelled extends Error {}

class Reader {
  #at = 0;

  constructor(readonly source: string) {}

  get done(): boolean {
    return this.#at >= this.source.length;
  }

  choice(outer: Flags, depth: number): RegexTree {
    if (depth > GROUPS_MAX) throw new NotModelled();
    const parts: RegexTree[] = [];
    let flags = outer;
    let sequence: RegexTree[] = [];
    while (!this.done && this.#peek() !== ")") {
      if (this.#take("|")) {
        parts.push({ kind: "sequence", parts: sequence });
        sequence = [];
        continue;
      }
      const changed = this.#inlineFlags(flags);
      if (changed !== undefined) {
        flags = changed;
        continue;
      }
      sequence.push(this.#repeated(this.#atom(flags, depth)));
    }
    parts.push({ kind: "sequence", parts: sequence });
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
  }

  #peek(): string {
    return this.source[this.#at] ?? "";
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.source);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  /** `(?i)` holds for the rest of the group. */
  #inlineFlags(flags: Flags): Flags | undefined {
    const found = this.#match(/\(\?([a-zA-Z-]+)\)/y);
    return found === null ? undefined : withFlags(flags, found[1] ?? "");
  }

  #atom(flags: Flags, depth: number): RegexTree {
    if (this.#take("(")) return this.#group(flags, depth);
    if (this.#take("[")) return this.#charClass(flags);
    if (this.#take(".")) return { kind: "chars", ranges: flags.dotAll ? ANY : NOT_LINE_FEED };
    if (this.#take("^")) return { kind: "start" };
    if (this.#take("$")) return { kind: "end" };
    if (this.#take("\\A")) return { kind: "start" };
    if (this.#take("\\z")) return { kind: "end" };
    const quoted = this.#match(/\\Q([\s\S]*?)(?:\\E|$)/y);
    if (quoted !== null) {
      const parts = [...(quoted[1] ?? "")].map((each) => literal(each.charCodeAt(0), flags));
      return { kind: "sequence", parts };
    }
    if (this.#peek() === "\\") {
      const escaped = this.#escape();
      return { kind: "chars", ranges: flags.anyCase ? anyCase(escaped) : escaped };
    }
    if ("*+?".includes(this.#peek())) throw new NotModelled();
    return literal(this.source.charCodeAt(this.#at++), flags);
  }

  #group(outer: Flags, depth: number): RegexTree {
    let flags = outer;
    if (this.#match(/\?P?<\w+>/y) === null) {
      const found = this.#match(/\?([a-zA-Z-]*):/y);
      if (found !== null) flags = withFlags(outer, found[1] ?? "");
      else if (this.#peek() === "?") throw new NotModelled();
    }
    const tree = this.choice(flags, depth + 1);
    if (!this.#take(")")) throw new NotModelled();
    return tree;
  }

  #repeated(part: RegexTree): RegexTree {
    let tree = part;
    for (;;) {
      const found = this.#match(/([*+?])\??|\{(\d+)(,(\d*))?\}\??/y);
      if (found === null) return tree;
      const [, sign, low, range, high] = found;
      const min = sign === undefined ? Number(low) : sign === "+" ? 1 : 0;
      const max =
        sign === undefined
          ? range === undefined
            ? min
            : high === ""
              ? null
              : Number(high)
          : sign === "?"
            ? 1
            : null;
      if (min > REPEAT_MAX || (max ?? 0) > REPEAT_MAX || (max !== null && max < min))
        throw new NotModelled();
      tree = { kind: "repeat", part: tree, min, max };
    }
  }

  #escape(): CharRanges {
    const hex = this.#match(/\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,4})\})/y);
    if (hex !== null) return only(Number.parseInt(hex[1] ?? hex[2] ?? "", 16));
    const found = this.#match(/\\([\s\S])/y);
    const letter = found?.[1] ?? "";
    const perl = Object.hasOwn(PERL_CLASSES, letter) ? PERL_CLASSES[letter] : undefined;
    if (perl !== undefined) return perl;
    const control = "atnvfr".indexOf(letter);
    if (control >= 0 && letter !== "") return only([7, 9, 10, 11, 12, 13][control] ?? 0);
    if (letter === "" || /[A-Za-z0-9]/.test(letter)) throw new NotModelled();
    return only(letter.charCodeAt(0));
  }

  #charClass(flags: Flags): RegexTree {
    const negate = this.#take("^");
    const ranges: (readonly [number, number])[] = [];
    let first = true;
    while (first || this.#peek() !== "]") {
      if (this.done) throw new NotModelled();
      first = false;
      const posix = this.#match(/\[:(\^?)([a-z]+):\]/y);
      if (posix !== null) {
        const named = POSIX_CLASSES[posix[2] ?? ""];
        if (named === undefined) throw new NotModelled();
        ranges.push(...(posix[1] === "^" ? negated(named) : named));
        continue;
      }
      const low = this.#classUnit();
      const [single] = low;
      const isSingle = low.length === 1 && single !== undefined && single[0] === single[1];
      if (isSingle && this.#peek() === "-" && this.source[this.#at + 1] !== "]") {
        this.#at++;
        const [high] = this.#classUnit();
        if (high === undefined || high[0] !== high[1] || high[0] < single[0])
          throw new NotModelled();
        ranges.push([single[0], high[0]]);
      } else ranges.push(...low);
    }
    this.#at++;
    const cased = flags.anyCase ? anyCase(ranges) : ranges;
    return { kind: "chars", ranges: negate ? negated(cased) : cased };
  }

  #classUnit(): CharRanges {
    if (this.done) throw new NotModelled();
    if (this.#peek() === "\\") return this.#escape();
    return only(this.source.charCodeAt(this.#at++));
  }
}

function only(unit: number): CharRanges {
  return [[unit, unit]];
}

function literal(unit: number, flags: Flags): RegexTree {
  return { kind: "chars", ranges: flags.anyCase ? anyCase(only(unit)) : only(unit) };
}

function withFlags(flags: Flags, letters: string): Flags {
  const [on = "", off = ""] = letters.split("-");
  if (/m/.test(on) || /[^imsU]/.test(on + off)) throw new NotModelled();
  const set = (letter: string, now: boolean) =>
    (now || on.includes(letter)) && !off.includes(letter);
  return { anyCase: set("i", flags.anyCase), dotAll: set("s", flags.dotAll) };
}
