/**
 * A set of texts, as a machine that reads one from left to right. States are numbered as they are met; `step` answers
 * undefined when there would be too many.
 */
export interface Language {
  readonly start: number;
  step(state: number, unit: number): number | undefined;
  accepts(state: number): boolean;
  /** Units at which its behaviour may change; between two of them all units are treated alike. */
  readonly cuts: readonly number[];
}

/** First unit that is no control character. */
const PRINTABLE_FROM = 32;

/** Whether a text is in the language; undefined when it cannot be told. */
export function holds(language: Language, text: string): boolean | undefined {
  let state: number | undefined = language.start;
  for (let at = 0; at < text.length && state !== undefined; at++)
    state = language.step(state, text.charCodeAt(at));
  return state === undefined ? undefined : language.accepts(state);
}

/** The texts without control characters that a glob stands for; nobody names an attribute with a line feed. */
export function globLanguage(glob: string): Language {
  // A state is the set of places in the glob that may have been reached, interned.
  const interned = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const intern = (places: Iterable<number>): number => {
    const closed = new Set<number>();
    for (const place of places) {
      let at = place;
      closed.add(at);
      while (glob[at] === "*") closed.add(++at);
    }
    const sorted = [...closed].sort((a, b) => a - b);
    const key = sorted.join();
    const known = interned.get(key);
    if (known !== undefined) return known;
    interned.set(key, sets.length);
    return sets.push(sorted) - 1;
  };
  return {
    start: intern([0]),
    step(state, unit) {
      const next: number[] = [];
      for (const place of sets[state] ?? []) {
        if (glob[place] === "*") {
          if (unit >= PRINTABLE_FROM) next.push(place);
        } else if (place < glob.length && glob.charCodeAt(place) === unit) next.push(place + 1);
      }
      return intern(next);
    },
    accepts: (state) => sets[state]?.includes(glob.length) ?? false,
    cuts: [PRINTABLE_FROM, ...cutsOf(glob)],
  };
}

/** A few texts and nothing else. */
export function wordsLanguage(words: readonly string[]): Language {
  const interned = new Map<string, number>();
  const prefixes: string[] = [];
  const intern = (prefix: string): number => {
    const known = interned.get(prefix);
    if (known !== undefined) return known;
    interned.set(prefix, prefixes.length);
    return prefixes.push(prefix) - 1;
  };
  const all = new Set(words);
  const begun = new Set(words.flatMap((word) => [...word].map((_, at) => word.slice(0, at + 1))));
  const dead = intern("\u0000");
  return {
    start: intern(""),
    step(state, unit) {
      const next = (prefixes[state] ?? "") + String.fromCharCode(unit);
      return state !== dead && (begun.has(next) || all.has(next)) ? intern(next) : dead;
    },
    accepts: (state) => state !== dead && all.has(prefixes[state] ?? ""),
    cuts: cutsOf(words.join("")),
  };
}

/** Everything that is not in the other one. */
export function complement(of: Language): Language {
  return {
    start: of.start,
    step: (state, unit) => of.step(state, unit),
    accepts: (state) => !of.accepts(state),
    cuts: of.cuts,
  };
}

/** What at least one of them holds; of none: nothing. */
export function union(parts: readonly Language[]): Language {
  return combined(parts, (accepted) => accepted.some(Boolean));
}

/** What all of them hold. */
export function intersection(parts: readonly Language[]): Language {
  return combined(parts, (accepted) => accepted.every(Boolean));
}

function combined(
  parts: readonly Language[],
  decide: (accepted: readonly boolean[]) => boolean,
): Language {
  const interned = new Map<string, number>();
  const tuples: (readonly number[])[] = [];
  const intern = (tuple: readonly number[]): number => {
    const key = tuple.join();
    const known = interned.get(key);
    if (known !== undefined) return known;
    interned.set(key, tuples.length);
    return tuples.push(tuple) - 1;
  };
  return {
    start: intern(parts.map((part) => part.start)),
    step(state, unit) {
      const next: number[] = [];
      for (const [index, own] of (tuples[state] ?? []).entries()) {
        const stepped = parts[index]?.step(own, unit);
        if (stepped === undefined) return undefined;
        next.push(stepped);
      }
      return intern(next);
    },
    accepts: (state) =>
      decide((tuples[state] ?? []).map((own, index) => parts[index]?.accepts(own) ?? false)),
    cuts: parts.flatMap((part) => part.cuts),
  };
}

function cutsOf(text: string): number[] {
  return [...new Set(text)].flatMap((each) => {
    const unit = each.charCodeAt(0);
    return [unit, unit + 1];
  });
}
