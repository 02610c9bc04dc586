import { storable } from "./text.js";

/** Collects the parameters of one statement; `text(…)` and its like return the placeholder. */
export class Params {
  readonly values: (string | null)[] = [];

  /** A placeholder for text, U+0000 taken care of. */
  text(value: string | null): string {
    this.values.push(value === null ? null : storable(value));
    return `$${this.values.length}::text`;
  }

  /** A placeholder for a value in PostgreSQL's own notation, cast to `type`. */
  as(type: string, value: string | number | bigint | boolean | null): string {
    this.values.push(value === null ? null : String(value));
    return `$${this.values.length}::text::${type}`;
  }

  /** A placeholder for an array of `type`. */
  array(type: string, values: readonly (string | number | bigint | boolean | null)[]): string {
    this.values.push(arrayLiteral(values));
    return `$${this.values.length}::text::${type}[]`;
  }
}

/** `{"a","b",NULL}`: PostgreSQL's notation of a one-dimensional array. */
export function arrayLiteral(
  values: readonly (string | number | bigint | boolean | null)[],
): string {
  const items = values.map((value) => {
    if (value === null) return "NULL";
    if (typeof value !== "string") return String(value);
    return `"${storable(value).replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}
