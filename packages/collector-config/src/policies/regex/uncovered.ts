import { LANGUAGE_STATES_MAX } from "../limits.js";
import { UNIT_MAX } from "./char-class.js";
import type { Language } from "./language.js";

export type Coverage =
  | { readonly kind: "covered" }
  /** A shortest text of the first language that the second does not hold. */
  | { readonly kind: "uncovered"; readonly text: string }
  /** The machines have too many states. */
  | { readonly kind: "too-large" };

/** Whether every text of one language is in the other. Bounded by LANGUAGE_STATES_MAX. */
export function coverage(of: Language, by: Language): Coverage {
  const units = representatives([...of.cuts, ...by.cuts]);
  const seen = new Set<string>();
  const open: { a: number; b: number; text: string }[] = [{ a: of.start, b: by.start, text: "" }];
  for (const { a, b, text } of open) {
    if (of.accepts(a) && !by.accepts(b)) return { kind: "uncovered", text };
    if (open.length > LANGUAGE_STATES_MAX) return { kind: "too-large" };
    for (const unit of units) {
      const [nextA, nextB] = [of.step(a, unit), by.step(b, unit)];
      if (nextA === undefined || nextB === undefined) return { kind: "too-large" };
      const key = `${nextA},${nextB}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push({ a: nextA, b: nextB, text: text + String.fromCharCode(unit) });
    }
  }
  return { kind: "covered" };
}

/** One unit of every stretch that is treated alike, one that people can read where there is one. */
function representatives(cuts: readonly number[]): number[] {
  const starts = [...new Set([0, ...cuts])].filter((cut) => cut <= UNIT_MAX).sort((a, b) => a - b);
  const units = starts.map((low, index) => {
    const high = (starts[index + 1] ?? UNIT_MAX + 1) - 1;
    const readable = [120, 97, 65, 48, 45, 95].find((unit) => unit >= low && unit <= high);
    return readable ?? (low <= 33 && high >= 33 ? 33 : low);
  });
  return units.sort((a, b) => Number(!isWord(a)) - Number(!isWord(b)) || a - b);
}

function isWord(unit: number): boolean {
  return /[\w.]/.test(String.fromCharCode(unit));
}
