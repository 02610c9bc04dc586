import {
  formatQuery,
  formatTerm,
  parseQuery,
  type Query,
  type QueryTerm,
  type QueryValue,
} from "@fleethub/fleet/query";

/** Facets and counters are another way to write the query: these functions read and write its text. */

const SPECIAL = /[\s",*:<>]|^-|^$/;

/** One value as the grammar writes it, quoted where it would be read as something else. */
export function written(value: string): string {
  return SPECIAL.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value;
}

/** `field:a,b`; `field` may be `label.KEY`. */
export function term(field: string, values: readonly string[]): string {
  return `${field}:${values.map(written).join(",")}`;
}

function termsOf(text: string): readonly QueryTerm[] {
  return parseQuery(text).query?.terms ?? [];
}

function asTerm(field: string, values: readonly string[]): QueryTerm | undefined {
  return termsOf(term(field, values))[0];
}

const nameOf = (one: QueryTerm) => (one.key === null ? one.field : `${one.field}.${one.key}`);

function valueKey(one: QueryTerm, value: QueryValue): string {
  return formatTerm({ ...one, negated: false, values: [value] });
}

/** Does the query ask for each of these values of the field? */
export function asksFor(text: string, field: string, values: readonly string[]): boolean {
  const wanted = asTerm(field, values);
  if (wanted === undefined) return false;
  const there = new Set(
    termsOf(text)
      .filter((one) => !one.negated && nameOf(one) === nameOf(wanted))
      .flatMap((one) => one.values.map((value) => valueKey(one, value))),
  );
  return wanted.values.every((value) => there.has(valueKey(wanted, value)));
}

/** The query with these values of the field added, or taken out where all of them are asked for. */
export function toggled(text: string, field: string, values: readonly string[]): string {
  const wanted = asTerm(field, values);
  if (wanted === undefined) return text;
  const terms = [...termsOf(text)];
  const at = terms.findIndex((one) => !one.negated && nameOf(one) === nameOf(wanted));
  const present = terms[at];
  if (present === undefined) return formatQuery({ terms: [...terms, wanted] });
  const keys = new Set(wanted.values.map((value) => valueKey(wanted, value)));
  const rest = present.values.filter((value) => !keys.has(valueKey(present, value)));
  const kept = asksFor(text, field, values) ? rest : [...rest, ...wanted.values];
  if (kept.length === 0) terms.splice(at, 1);
  else terms[at] = { ...present, values: kept };
  return formatQuery({ terms });
}

/** The query without its terms of this field: what a facet counts, so that its other values stay in sight. */
export function without(text: string, field: string): string {
  return formatQuery({
    terms: termsOf(text).filter((one) => one.negated || nameOf(one) !== field),
  });
}

/** Each term as text with the query that is left without it: what could be dropped. */
export function droppable(
  text: string,
): readonly { readonly term: string; readonly rest: string }[] {
  const query: Query = { terms: termsOf(text) };
  return query.terms.map((one, at) => ({
    term: formatTerm(one),
    rest: formatQuery({ terms: query.terms.filter((_, other) => other !== at) }),
  }));
}
