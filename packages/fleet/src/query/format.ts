import type { Query, QueryTerm, QueryValue } from "./query.js";

/** Writes a query so that parsing it gives the same data again. */
export function formatQuery(query: Query): string {
  return query.terms.map(formatTerm).join(" ");
}

/** Writes one term, for chips in a search box. */
export function formatTerm(term: QueryTerm): string {
  const minus = term.negated ? "-" : "";
  const special = term.field === "word" ? /[\s",*:]/ : /[\s",*]/;
  const values = term.values.map((value) => formatValue(value, special)).join(",");
  if (term.field === "word") return `${minus}${values}`;
  const key = term.key === null ? "" : `.${quoted(term.key, /[\s":]/)}`;
  return `${minus}${term.field}${key}:${values}`;
}

function formatValue(value: QueryValue, special: RegExp): string {
  if (value.kind === "present") return "*";
  if (value.kind === "compare") {
    return `${value.op === "=" ? "" : value.op}${quoted(value.than.text, special)}`;
  }
  if (value.segments.length === 1) return quoted(value.segments[0] ?? "", special);
  return value.segments
    .map((segment) => (segment === "" ? "" : quoted(segment, special)))
    .join("*");
}

/** Quotes what would be read as something else. */
function quoted(text: string, special: RegExp): string {
  if (text !== "" && !special.test(text) && !/^[-<>]/.test(text)) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
