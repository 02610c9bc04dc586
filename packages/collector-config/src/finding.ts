import type { Place } from "./text/place.js";

/** `error`: the real Collector refuses this. `warning`: it runs, and hurts. `info`: worth knowing. */
export type Severity = "error" | "warning" | "info";

/** One replacement in the checked text that settles a finding. Offsets are UTF-16 units. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly replacement: string;
}

/** Something to say about one place of a configuration. */
export interface Finding {
  readonly severity: Severity;
  /** Stable name of the rule's case, kebab-case: scripts and switches refer to it. */
  readonly code: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Keys from the root to the place; list positions are decimal numbers. Empty for the whole text. */
  readonly path: readonly string[];
  /** What is wrong, naming the place. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Present where one replacement settles it safely. */
  readonly edit?: Edit;
}

/** What a rule states; the position is taken from `place`. */
export interface FindingParts {
  readonly severity?: Severity;
  readonly code: string;
  readonly place: Place;
  readonly path: readonly string[];
  readonly message: string;
  readonly remedy: string;
  readonly edit?: Edit | undefined;
}

/** Longest message or remedy, in UTF-16 units: values of a text are quoted in them. */
const WORDS_LENGTH_MAX = 2_000;

/** A finding at a place; severity `error` unless stated. */
export function finding(parts: FindingParts): Finding {
  const { place } = parts;
  return {
    severity: parts.severity ?? "error",
    code: parts.code,
    line: place.line,
    column: place.column,
    path: parts.path,
    message: bounded(parts.message),
    remedy: bounded(parts.remedy),
    ...(parts.edit === undefined ? {} : { edit: parts.edit }),
  };
}

function bounded(words: string): string {
  if (words.length <= WORDS_LENGTH_MAX) return words;
  return `${words.slice(0, WORDS_LENGTH_MAX - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** A replacement of the whole place. */
export function replace(place: Place, replacement: string): Edit {
  return { offset: place.offset, length: place.end - place.offset, replacement };
}

/** Applies an edit to the text that was checked. */
export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.offset) + edit.replacement + text.slice(edit.offset + edit.length);
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Findings in reading order; at one place errors come first. */
export function inReadingOrder<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      RANK[a.severity] - RANK[b.severity] ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

/** Errors, then warnings, then the rest; each in the order given. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
