/** Ids that a test's name may begin with: rows of the register (`T-03`, `Q-12b`) and invariants of a package (`F4`). */
const LEADING = /^(?:[A-Z]-?\d{1,2}[a-z]?\s+)+/;
const ROW = /^[A-Z]-\d{2}[a-z]?$/;

/** The rows that a name begins with, in its order. */
export function rowsNamedBy(name) {
  const [leading = ""] = LEADING.exec(name) ?? [];
  return leading.split(/\s+/).filter((id) => ROW.test(id));
}

/** A string literal of source text that begins with ids and goes on in words, as only the names of tests do. */
const NAME_LITERAL = /["'`]((?:[A-Z]-?\d{1,2}[a-z]?\s+)+)[^"'`\s]/g;

/** The rows that the tests in this source text name, each once, sorted. */
export function rowsNamedIn(source) {
  const names = [...source.matchAll(NAME_LITERAL)].flatMap(([, ids]) => rowsNamedBy(ids));
  return [...new Set(names)].sort();
}
