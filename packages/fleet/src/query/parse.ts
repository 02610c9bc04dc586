import type { QueryField } from "./fields.js";
import { fieldNamed, QUERY_FIELDS, writtenName } from "./fields.js";
import { nearestWord } from "./nearest.js";
import type { Query, QueryProblem, QueryTerm, QueryValue, TermProblem } from "./query.js";
import type { RawTerm } from "./scan.js";
import { scanTerms, splitAt, textOf } from "./scan.js";
import { readValue, segmentsOf } from "./values.js";

/** Characters in a query. */
export const QUERY_LENGTH_MAX = 4_000;

/** Terms in a query. */
export const QUERY_TERMS_MAX = 64;

/** Alternatives in one term. */
export const TERM_VALUES_MAX = 256;

/** What a query is written for. */
export type QueryUse = "search" | "selector" | "reach";

export interface ParseOptions {
  /**
   * `selector` admits only fields that do not change by themselves, `reach` only those that the hub itself sets.
   * Default `search`.
   */
  readonly use?: QueryUse;
}

export type ParsedQuery =
  | { readonly query: Query; readonly problem?: never }
  | { readonly problem: QueryProblem; readonly query?: never };

/**
 * Reads the query language: `os:linux version:<0.150 -label.env:prod name:edge-* eu-west`. Terms are
 * separated by blanks and must all hold, `,` is or, `-` negates, `*` stands for anything, `"…"` quotes.
 * A text that is no query is answered with its first problem.
 */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const use = options.use ?? "search";
  const refuse = (problem: TermProblem): ParsedQuery => ({
    problem: { ...problem, knownFields: usable(use).map(writtenName) },
  });
  if (text.length > QUERY_LENGTH_MAX) {
    return refuse({
      message: `The query has ${text.length} characters, the limit is ${QUERY_LENGTH_MAX}.`,
      column: QUERY_LENGTH_MAX + 1,
      remedy: "Use a wildcard or a label instead of a long list.",
    });
  }
  const scanned = scanTerms(text);
  if ("unclosed" in scanned) {
    return refuse({
      message: `The quote at column ${scanned.unclosed} is not closed.`,
      column: scanned.unclosed,
      remedy: 'Write " at the end of the quoted text, or \\" for a quote that stands for itself.',
    });
  }
  const beyond = scanned.terms[QUERY_TERMS_MAX];
  if (beyond !== undefined) {
    return refuse({
      message: `The query has ${scanned.terms.length} terms, the limit is ${QUERY_TERMS_MAX}.`,
      column: beyond[0]?.column ?? 1,
      remedy: "Join alternatives of one field with commas.",
    });
  }
  const terms: QueryTerm[] = [];
  for (const raw of scanned.terms) {
    const read = readTerm(raw, use);
    if ("message" in read) return refuse(read);
    terms.push(read);
  }
  return { query: { terms } };
}

function usable(use: QueryUse): readonly QueryField[] {
  return QUERY_FIELDS.filter((known) => isUsable(known, use));
}

function isUsable(known: QueryField, use: QueryUse): boolean {
  if (use === "search") return true;
  return use === "selector" ? known.inSelectors : known.inReaches;
}

function readTerm(raw: RawTerm, use: QueryUse): QueryTerm | TermProblem {
  const first = raw[0];
  const negated = first !== undefined && !first.quoted && first.char === "-";
  const marks = negated ? raw.slice(1) : raw;
  const column = first?.column ?? 1;
  if (marks.length === 0) {
    return {
      message: `Column ${column}: the minus sign negates nothing.`,
      column,
      remedy: 'Write it directly before a term, as in -label.env:prod, or quote it: "-".',
    };
  }
  const colon = marks.findIndex((mark) => mark.char === ":" && !mark.quoted);
  if (colon < 0) return use === "reach" ? wordInReach(column) : readWord(marks, negated);
  return readFieldTerm(marks.slice(0, colon), marks.slice(colon + 1), negated, use);
}

function readWord(marks: RawTerm, negated: boolean): QueryTerm | TermProblem {
  const values: QueryValue[] = [];
  for (const part of splitAt(marks, ",")) {
    if (textOf(part) === "") {
      const column = part[0]?.column ?? marks[0]?.column ?? 1;
      return {
        message: `Column ${column}: a word is empty.`,
        column,
        remedy: "Write a word on both sides of each comma.",
      };
    }
    values.push({ kind: "text", segments: segmentsOf(part) });
  }
  return tooMany(values, marks) ?? { negated, field: "word", key: null, values };
}

function wordInReach(column: number): TermProblem {
  return {
    message: `Column ${column}: a bare word looks at names that agents give themselves, so it cannot limit a reach.`,
    column,
    remedy: `Use ${usable("reach").map(writtenName).join(", ")}.`,
  };
}

function readFieldTerm(
  nameMarks: RawTerm,
  valueMarks: RawTerm,
  negated: boolean,
  use: QueryUse,
): QueryTerm | TermProblem {
  const column = nameMarks[0]?.column ?? (valueMarks[0]?.column ?? 2) - 1;
  const found = readFieldName(nameMarks, column, use);
  if ("message" in found) return found;
  const { known, key } = found;
  const written = key === null ? known.name : `${known.name}.${key}`;
  const after = (nameMarks[nameMarks.length - 1]?.column ?? column) + 2;
  if (valueMarks.length === 0) {
    return {
      message: `Column ${after}: "${written}:" has no value.`,
      column: after,
      remedy: `Write the value directly after the colon, as in ${known.example}, or ${written}:* for any.`,
    };
  }
  const values: QueryValue[] = [];
  for (const part of splitAt(valueMarks, ",")) {
    const value = readValue(known, part, part[0]?.column ?? after);
    if ("message" in value) return value;
    values.push(value);
  }
  return tooMany(values, valueMarks) ?? { negated, field: known.name, key, values };
}

function tooMany(values: readonly QueryValue[], marks: RawTerm): TermProblem | null {
  if (values.length <= TERM_VALUES_MAX) return null;
  const column = marks[0]?.column ?? 1;
  return {
    message: `Column ${column}: the term has ${values.length} values, the limit is ${TERM_VALUES_MAX}.`,
    column,
    remedy: "Use a wildcard, or set a label and ask for that.",
  };
}

function readFieldName(
  marks: RawTerm,
  column: number,
  use: QueryUse,
): { known: QueryField; key: string | null } | TermProblem {
  const text = textOf(marks);
  const dot = text.indexOf(".");
  const known = fieldNamed(dot < 0 ? text : text.slice(0, dot));
  const key = dot < 0 ? null : text.slice(dot + 1);
  if (known === undefined || (known.kind !== "key" && key !== null)) {
    return unknownField(text, column, use);
  }
  if (!isUsable(known, use)) {
    const why =
      use === "selector"
        ? "changes by itself and cannot select members"
        : "is not set by the hub alone, so an agent could bring itself into the reach";
    return {
      message: `Column ${column}: "${known.name}" ${why}.`,
      column,
      remedy: `Use ${usable(use).map(writtenName).join(", ")}.`,
    };
  }
  if (known.kind === "key" && (key === null || key === "")) {
    return {
      message: `Column ${column}: "${text}" names no key.`,
      column,
      remedy: `Write the key after the dot, as in ${known.example}.`,
    };
  }
  return { known, key };
}

function unknownField(text: string, column: number, use: QueryUse): TermProblem {
  const names = usable(use).map((known) => known.name);
  const nearest = nearestWord(text, names);
  const hint = nearest === null ? "" : ` Did you mean "${nearest}"?`;
  return {
    message: `Column ${column}: there is no field "${text}".${hint}`,
    column,
    remedy: `Known fields: ${usable(use).map(writtenName).join(", ")}. Quote the term to look for the text itself.`,
  };
}
