import { QUERY_FIELDS } from "./fields.js";
import type { CompareOp, Query, QueryTerm, QueryValue } from "./query.js";

/** The query in words, for a line under the search box and for confirmations. */
export function explain(query: Query): string {
  if (query.terms.length === 0) return "every agent";
  return `agents whose ${query.terms.map(explainTerm).join(", and whose ")}`;
}

function explainTerm(term: QueryTerm): string {
  if (term.field === "word") {
    const words = term.values.map((value) => patternText(value));
    const verb = term.negated ? "do not contain" : "contain";
    return `name, host or instance UID ${verb} ${either(words)}`;
  }
  const subject = subjectOf(term);
  const values = term.values.map((value) => explainValue(value, term));
  return `${subject} is ${term.negated ? "not " : ""}${either(values)}`;
}

function subjectOf(term: QueryTerm): string {
  if (term.field === "label") return `label ${term.key}`;
  if (term.field === "attr") return `attribute ${term.key}`;
  const known = QUERY_FIELDS.find((one) => one.name === term.field);
  return known === undefined ? term.field : (SUBJECTS[known.name] ?? known.name);
}

const SUBJECTS: Readonly<Record<string, string>> = {
  uid: "instance UID",
  sync: "config sync",
  os: "operating system",
  flow: "data flow",
  silent: "silence",
  arch: "architecture",
  lastSeen: "last report",
  connectedAt: "connection",
};

function explainValue(value: QueryValue, term: QueryTerm): string {
  if (value.kind === "present") return "present";
  if (value.kind === "text") return patternText(value);
  const { than, op } = value;
  if (than.kind === "age") return `${AGE_WORDS[op]} ${than.text} ago`;
  if (than.kind === "time") return `${TIME_WORDS[op]} ${than.text}`;
  return op === "="
    ? than.text
    : `${term.field === "version" ? VERSION_WORDS[op] : NUMBER_WORDS[op]} ${than.text}`;
}

const AGE_WORDS: Readonly<Record<CompareOp, string>> = {
  "=": "exactly",
  "<": "less than",
  "<=": "at most",
  ">": "more than",
  ">=": "at least",
};

const TIME_WORDS: Readonly<Record<CompareOp, string>> = {
  "=": "at",
  "<": "before",
  "<=": "not after",
  ">": "after",
  ">=": "not before",
};

const VERSION_WORDS: Readonly<Record<CompareOp, string>> = {
  "=": "exactly",
  "<": "older than",
  "<=": "at most",
  ">": "newer than",
  ">=": "at least",
};

const NUMBER_WORDS: Readonly<Record<CompareOp, string>> = {
  "=": "exactly",
  "<": "below",
  "<=": "at most",
  ">": "above",
  ">=": "at least",
};

function patternText(value: QueryValue): string {
  if (value.kind !== "text") return "";
  const text = value.segments.join("*");
  return text === "" ? "empty" : `“${text}”`;
}

function either(values: readonly string[]): string {
  if (values.length < 2) return values[0] ?? "";
  return `${values.slice(0, -1).join(", ")} or ${values[values.length - 1]}`;
}
