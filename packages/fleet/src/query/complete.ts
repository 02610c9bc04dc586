import type { FieldName } from "./fields.js";
import { fieldNamed, QUERY_FIELDS } from "./fields.js";
import { foldCase } from "./fold.js";

/** One thing that could be written at the caret. */
export interface Completion {
  readonly insert: string;
  readonly meaning: string;
}

/** What may follow at the caret of a search box. */
export interface Completions {
  /** `from` to `to` (character offsets) is replaced by what is chosen. */
  readonly from: number;
  readonly to: number;
  /**
   * The field whose value is being written. Where `options` is empty the console offers the values of the
   * fleet itself (facets) for it. Null while a field or word is being written.
   */
  readonly field: FieldName | null;
  /** The key of `label.KEY` and `attr.KEY`. */
  readonly key: string | null;
  /** What has been written of it so far. */
  readonly prefix: string;
  readonly options: readonly Completion[];
}

/** Completes the field name or value in which the caret stands. */
export function completeQuery(
  text: string,
  caret: number,
  use: "search" | "selector" = "search",
): Completions {
  const before = text.slice(0, caret);
  const start = before.search(/\S*$/);
  const minus = before.charAt(start) === "-" ? 1 : 0;
  const term = before.slice(start + minus);
  const colon = term.indexOf(":");
  if (colon < 0) {
    return {
      from: start + minus,
      to: caret,
      field: null,
      key: null,
      prefix: term,
      options: fieldOptions(term, use),
    };
  }
  const dot = term.slice(0, colon).indexOf(".");
  const known = fieldNamed(term.slice(0, dot < 0 ? colon : dot));
  const from = start + minus + Math.max(colon, term.lastIndexOf(",")) + 1;
  const prefix = before.slice(from);
  return {
    from,
    to: caret,
    field: known?.name ?? null,
    key: dot < 0 ? null : term.slice(dot + 1, colon),
    prefix,
    options: (known?.choices ?? [])
      .filter((choice) => choice.startsWith(foldCase(prefix)))
      .map((choice) => ({ insert: choice, meaning: known?.meaning ?? "" })),
  };
}

function fieldOptions(prefix: string, use: "search" | "selector"): readonly Completion[] {
  const wanted = foldCase(prefix);
  return QUERY_FIELDS.filter(
    (known) =>
      (use === "search" || known.inSelectors) &&
      [known.name, ...known.shortForms].some((name) => foldCase(name).startsWith(wanted)),
  ).map((known) => ({
    insert: known.kind === "key" ? `${known.name}.` : `${known.name}:`,
    meaning: known.meaning,
  }));
}
