import { restored, storable } from "./text.js";

const ESCAPES_NEEDED = /\\u0000|\\u[dD][89a-fA-F]|\uffff/;

/** Plain data as JSON text that PostgreSQL can hold. A `bigint` becomes its decimal text. */
export function toDocument(value: unknown): string {
  const text = JSON.stringify(value, decimal) ?? "null";
  if (!ESCAPES_NEEDED.test(text)) return text;
  return JSON.stringify(mapText(JSON.parse(text), storable));
}

/** The data that {@link toDocument} was given. */
export function fromDocument(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes("\uffff") ? mapText(value, restored) : value;
}

function decimal(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** Applies `change` to every string and key; `__proto__` stays a key like any other. */
function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapText(item, change)]),
  );
}
