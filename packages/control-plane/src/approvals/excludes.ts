import { foldCase, type Query, type QueryTerm, type QueryValue } from "@fleethub/fleet/query";

/** Fields of which an agent has one value at a time. */
const SINGLE_VALUED: ReadonlySet<QueryTerm["field"]> = new Set([
  "label",
  "attr",
  "name",
  "host",
  "os",
  "arch",
  "type",
  "uid",
]);

/**
 * Is it certain, from the texts alone, that no agent matches both queries, now or later? It is where a term of the one
 * contradicts a term of the other. False where that cannot be seen.
 */
export function excludes(one: Query, other: Query): boolean {
  return one.terms.some((a) => other.terms.some((b) => contradicts(a, b) || contradicts(b, a)));
}

/** Can the second not hold where the first does? The first names what is there. */
function contradicts(there: QueryTerm, other: QueryTerm): boolean {
  if (there.negated || !SINGLE_VALUED.has(there.field)) return false;
  if (there.field !== other.field || there.key !== other.key) return false;
  const values = exactTexts(there.values);
  if (!other.negated) {
    const others = exactTexts(other.values);
    return values !== null && others !== null && values.every((value) => !others.includes(value));
  }
  const refused = other.values.flatMap((value) => exactText(value) ?? []);
  if (there.key !== null && other.values.some(({ kind }) => kind === "present")) return true;
  return values !== null && values.every((value) => refused.includes(value));
}

/** Null where one of them is a pattern or a comparison. */
function exactTexts(values: readonly QueryValue[]): readonly string[] | null {
  const texts = values.map(exactText);
  return texts.every((text) => text !== null) ? texts : null;
}

function exactText(value: QueryValue): string | null {
  const [text, ...more] = value.kind === "text" ? value.segments : [];
  return text === undefined || more.length > 0 ? null : foldCase(text);
}
