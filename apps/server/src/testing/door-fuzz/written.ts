import type { Seeded } from "./seeded.js";

/** A JSON schema, as far as values are written by it. */
export type Schema = Readonly<Record<string, unknown>>;

/** What values are written from. */
export interface Words {
  /** Schemas by the name that `$ref` gives them. */
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Texts that mean something on this hub, by the name of the field; those under `""` fit anywhere. */
  readonly pool: Readonly<Record<string, readonly string[]>>;
}

const DEPTH_MAX = 8;
const TRIES_MAX = 12;

/** A value that the schema describes, or nearly does: patterns are tried for, other rules are left to chance. */
export function written(
  schema: unknown,
  words: Words,
  seeded: Seeded,
  name: string = "",
  depth: number = 0,
): unknown {
  if (!isSchema(schema)) return null;
  const { $ref, anyOf, oneOf, allOf, enum: values, type } = schema;
  if (typeof $ref === "string") {
    return written(words.schemas[$ref.split("/").at(-1) ?? ""], words, seeded, name, depth + 1);
  }
  if ("const" in schema) return schema["const"];
  if (Array.isArray(values)) return seeded.pick(values);
  for (const branches of [anyOf, oneOf, allOf]) {
    if (Array.isArray(branches) && branches.length > 0) {
      return written(seeded.pick(branches), words, seeded, name, depth + 1);
    }
  }
  if (type === "string") return text(schema, words, seeded, name);
  if (type === "integer" || type === "number") return number(schema, seeded);
  if (type === "boolean") return seeded.oneIn(2);
  if (type === "null") return null;
  if (type === "array") {
    const length = depth > DEPTH_MAX ? 0 : seeded.below(4);
    return Array.from({ length }, () =>
      written(schema["items"], words, seeded, singular(name), depth + 1),
    );
  }
  return type === "object" ? object(schema, words, seeded, depth) : seeded.pick([null, "a", 1]);
}

function object(schema: Schema, words: Words, seeded: Seeded, depth: number): unknown {
  const { properties, required, additionalProperties: more } = schema;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const entries: [string, unknown][] = [];
  for (const [key, one] of Object.entries(isSchema(properties) ? properties : {})) {
    const isWanted = needed.includes(key) || (depth <= DEPTH_MAX && !seeded.oneIn(3));
    if (isWanted) entries.push([key, written(one, words, seeded, key, depth + 1)]);
  }
  if (isSchema(more) && depth <= DEPTH_MAX) {
    for (let count = seeded.below(3); count > 0; count -= 1) {
      const key = seeded.pick(["squad", "env", "REGION", "k", seeded.word(6)]);
      entries.push([key, written(more, words, seeded, key, depth + 1)]);
    }
  }
  return Object.fromEntries(entries);
}

function text({ pattern }: Schema, { pool }: Words, seeded: Seeded, name: string): string {
  const known = [...(pool[name] ?? pool[singular(name)] ?? []), ...(pool[""] ?? [])];
  const fits = typeof pattern === "string" ? new RegExp(pattern, "u") : /(?:)/;
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const own = pool[name];
    const found = own !== undefined && !seeded.oneIn(4) ? seeded.pick(own) : seeded.pick(known);
    if (fits.test(found)) return found;
  }
  return seeded.word(1 + seeded.below(12));
}

function number({ minimum, maximum }: Schema, seeded: Seeded): number {
  const least = typeof minimum === "number" ? minimum : 0;
  const most = typeof maximum === "number" ? maximum : 1_000;
  const span = Math.min(most - least, 20);
  return seeded.oneIn(6) ? seeded.pick([least, most]) : least + seeded.below(span + 1);
}

const singular = (name: string) => name.replace(/s$/, "");

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
