import { storable } from "./text.js";

type Item = string | number | bigint | boolean | null;

/** Collects the parameters of one statement; its methods return placeholders. */
export class Params {
  readonly values: (string | null)[] = [];

  /** A placeholder for text, U+0000 taken care of. */
  text(value: string | null): string {
    this.values.push(value === null ? null : storable(value));
    return `$${this.values.length}::text`;
  }

  /** A placeholder for a value in PostgreSQL's own notation or a document, cast to `type`. */
  as(type: string, value: Item): string {
    this.values.push(value === null ? null : String(value));
    return `$${this.values.length}::text::${type}`;
  }

  /** A placeholder for an array of `type`, U+0000 in texts taken care of. */
  array(type: string, values: readonly Item[]): string {
    return this.verbatim(
      type,
      values.map((value) => (typeof value === "string" ? storable(value) : value)),
    );
  }

  /** The same, of one cell of each row. */
  each<Row>(type: string, rows: readonly Row[], cell: (row: Row) => Item): string {
    return this.array(type, rows.map(cell));
  }

  /** A call that gives documents row by row, as they are; none of them null. */
  documents(values: readonly Item[]): string {
    this.values.push(`[${values.join(",")}]`);
    return `json_array_elements($${this.values.length}::text::json)`;
  }

  /** A placeholder for an array of documents or array literals, which are storable already. */
  verbatim(type: string, values: readonly Item[]): string {
    this.values.push(arrayLiteral(values));
    return `$${this.values.length}::text::${type}[]`;
  }
}

const SPECIAL = /["\\]/;
const SPECIALS = /["\\]/g;

/** `{"a","b",NULL}`: PostgreSQL's notation of a one-dimensional array of storable values. */
export function arrayLiteral(values: readonly Item[]): string {
  const items = values.map((value) => {
    if (value === null) return "NULL";
    if (typeof value !== "string") return String(value);
    return SPECIAL.test(value) ? `"${value.replace(SPECIALS, "\\$&")}"` : `"${value}"`;
  });
  return `{${items.join(",")}}`;
}

/** A placeholder for bytes, which travel as hex. */
export function bytea(p: Params, value: Uint8Array): string {
  return `decode(${p.text(Buffer.from(value).toString("hex"))}, 'hex')`;
}
