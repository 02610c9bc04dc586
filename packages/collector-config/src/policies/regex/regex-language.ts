import { LANGUAGE_STATES_MAX } from "../limits.js";
import { type CharRanges, inRanges } from "./char-class.js";
import type { Language } from "./language.js";
import { parseRegex, type RegexTree } from "./parse-regex.js";

type Instruction =
  | { readonly kind: "chars"; readonly ranges: CharRanges; readonly next: number }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "match" };

/**
 * The texts in which a regular expression finds a match, as Go's `MatchString` does. Undefined where the expression is
 * not modelled (see `parseRegex`) or too large. Reading is linear in the text, whatever the expression.
 */
export function regexLanguage(source: string): Language | undefined {
  const tree = parseRegex(source);
  if (tree === undefined) return undefined;
  const program = compile(tree);
  return program === undefined ? undefined : search(program.code, program.start);
}

/** Instructions are written from the end to the front, so that each knows where it leads. */
function compile(tree: RegexTree): { code: Instruction[]; start: number } | undefined {
  const code: Instruction[] = [{ kind: "match" }];
  const add = (one: Instruction): number =>
    code.length > LANGUAGE_STATES_MAX ? 0 : code.push(one) - 1;
  const emit = (part: RegexTree, next: number): number => {
    if (code.length > LANGUAGE_STATES_MAX) return 0;
    switch (part.kind) {
      case "chars":
        return add({ kind: "chars", ranges: part.ranges, next });
      case "start":
      case "end":
        return add({ kind: part.kind, next });
      case "sequence":
        return part.parts.reduceRight((after, each) => emit(each, after), next);
      case "choice":
        return add({ kind: "split", next: part.parts.map((each) => emit(each, next)) });
      case "repeat":
        return repeat(part, next);
    }
  };
  const repeat = (part: RegexTree & { kind: "repeat" }, after: number): number => {
    let next = after;
    if (part.max === null) {
      const loop: number[] = [after];
      next = add({ kind: "split", next: loop });
      loop.push(emit(part.part, next));
    } else {
      for (let left = part.max - part.min; left > 0; left--)
        next = add({ kind: "split", next: [after, emit(part.part, next)] });
    }
    for (let left = part.min; left > 0; left--) next = emit(part.part, next);
    return next;
  };
  const start = emit(tree, 0);
  return code.length > LANGUAGE_STATES_MAX ? undefined : { code, start };
}

/** Subsets of instructions become states as they are met. State 0 has found a match: whatever follows, it holds. */
function search(code: readonly Instruction[], start: number): Language {
  const interned = new Map<string, number>();
  const sets: (readonly number[])[] = [[]];
  const intern = (places: ReadonlySet<number>): number | undefined => {
    if (places.has(0)) return 0;
    const sorted = [...places].sort((a, b) => a - b);
    const key = sorted.join();
    const known = interned.get(key);
    if (known !== undefined) return known;
    if (sets.length > LANGUAGE_STATES_MAX) return undefined;
    interned.set(key, sets.length);
    return sets.push(sorted) - 1;
  };
  const close = (from: Iterable<number>, atStart: boolean, atEnd: boolean): Set<number> => {
    const closed = new Set<number>();
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (closed.has(at)) continue;
      closed.add(at);
      const one = code[at];
      if (one?.kind === "split") open.push(...one.next);
      else if ((one?.kind === "start" && atStart) || (one?.kind === "end" && atEnd))
        open.push(one.next);
    }
    return closed;
  };
  // The beginning is a state of its own, though another may hold the same places: only there does `^` hold.
  const beginning = close([start], true, false);
  const first = beginning.has(0) ? 0 : sets.push([...beginning]) - 1;
  return {
    start: first,
    step(state, unit) {
      if (state === 0) return 0;
      const next = [start];
      for (const place of sets[state] ?? []) {
        const one = code[place];
        if (one?.kind === "chars" && inRanges(unit, one.ranges)) next.push(one.next);
      }
      return intern(close(next, false, false));
    },
    accepts(state) {
      if (state === 0) return true;
      return close(sets[state] ?? [], state === first, true).has(0);
    },
    cuts: code.flatMap((one) =>
      one.kind === "chars" ? one.ranges.flatMap(([low, high]) => [low, high + 1]) : [],
    ),
  };
}
