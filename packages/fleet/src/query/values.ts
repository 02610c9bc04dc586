import type { QueryField } from "./fields.js";
import { foldCase } from "./fold.js";
import { nearestWord } from "./nearest.js";
import { matchesSegments } from "./pattern.js";
import type { Comparand, CompareOp, QueryValue, TermProblem } from "./query.js";
import type { RawTerm } from "./scan.js";
import { splitAt, textOf } from "./scan.js";
import { parseTime } from "./time.js";
import { versionKey } from "./version.js";

/** Literal pieces between unquoted wildcards; wildcards side by side count once. */
export function segmentsOf(marks: RawTerm): readonly string[] {
  const parts = splitAt(marks, "*").map(textOf);
  return parts.filter((part, index) => part !== "" || index === 0 || index === parts.length - 1);
}

/** Reads one alternative of a field term. */
export function readValue(
  known: QueryField,
  marks: RawTerm,
  column: number,
): QueryValue | TermProblem {
  if (marks.length === 0) {
    return {
      message: `Column ${column}: a value of "${known.name}" is empty.`,
      column,
      remedy: 'Write a value on both sides of each comma, or "" for the empty value.',
    };
  }
  const segments = segmentsOf(marks);
  if (segments.length === 2 && segments.every((segment) => segment === "")) {
    return { kind: "present" };
  }
  const { op, rest } = operatorOf(marks);
  if (known.kind === "text" || known.kind === "key" || known.kind === "choice") {
    if (op !== null) {
      return {
        message: `Column ${column}: "${known.name}" has no order, so ${op} cannot be asked of it.`,
        column,
        remedy: "Compare version, revision, lastSeen or connectedAt, or quote the value.",
      };
    }
    if (known.kind === "choice") return readChoice(known, segments, column);
    return { kind: "text", segments };
  }
  return readComparison(known, op, rest, segments, column);
}

function operatorOf(marks: RawTerm): { op: Exclude<CompareOp, "="> | null; rest: RawTerm } {
  const first = marks[0];
  if (first === undefined || first.quoted || (first.char !== "<" && first.char !== ">")) {
    return { op: null, rest: marks };
  }
  const second = marks[1];
  const orEqual = second !== undefined && !second.quoted && second.char === "=";
  return orEqual
    ? { op: first.char === "<" ? "<=" : ">=", rest: marks.slice(2) }
    : { op: first.char, rest: marks.slice(1) };
}

function readChoice(
  known: QueryField,
  segments: readonly string[],
  column: number,
): QueryValue | TermProblem {
  if (known.choices.some((choice) => matchesSegments(choice, segments.map(foldCase)))) {
    return { kind: "text", segments };
  }
  const written = segments.join("*");
  const nearest = nearestWord(written, known.choices);
  return {
    message: `Column ${column}: "${known.name}" is never "${written}".${nearest === null ? "" : ` Did you mean "${nearest}"?`}`,
    column,
    remedy: `Use ${known.choices.join(", ")}.`,
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  version: "a version such as 0.150.0",
  number: "a whole number such as 3",
  time: "an age such as 10m, 2h or 3d, or a time such as 2026-11-22T08:00:00Z",
};

function readComparison(
  known: QueryField,
  op: Exclude<CompareOp, "="> | null,
  rest: RawTerm,
  segments: readonly string[],
  column: number,
): QueryValue | TermProblem {
  const text = textOf(rest);
  const expected = EXPECTED[known.kind] ?? "";
  const than = segments.length > 1 ? null : comparand(known, text);
  if (than === null) {
    if (known.kind === "version" && op === null) return { kind: "text", segments };
    return {
      message: `Column ${column}: "${textOf(rest)}" is not ${expected}.`,
      column,
      remedy: `Write ${expected}, as in ${known.example}.`,
    };
  }
  if (op === null && known.kind === "time") {
    return {
      message: `Column ${column}: "${known.name}" needs a comparison.`,
      column,
      remedy: `Write ${known.name}:>10m for longer ago than ten minutes, ${known.name}:<10m for later.`,
    };
  }
  return { kind: "compare", op: op ?? "=", than };
}

function comparand(known: QueryField, text: string): Comparand | null {
  if (known.kind === "version") {
    const key = versionKey(text);
    return key === null ? null : { kind: "version", text, key };
  }
  if (known.kind === "number") {
    return /^\d{1,9}$/.test(text) ? { kind: "number", text, value: Number(text) } : null;
  }
  return parseTime(text);
}
