import type { Row } from "./database.js";
import { fromDocument } from "./document.js";
import { restored } from "./text.js";

/** Reads columns of a row. A column of another type than asked for is a defect of the statement. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`Column ${column} is not text.`);
  return restored(value);
}

export function textOrNull(row: Row, column: string): string | null {
  return (row[column] ?? null) === null ? null : text(row, column);
}

/** Numbers arrive as text where PostgreSQL's type is wider than a double. */
export function number(row: Row, column: string): number {
  const value = row[column];
  const read = typeof value === "string" ? Number(value) : value;
  if (typeof read !== "number" || Number.isNaN(read)) {
    throw new TypeError(`Column ${column} is not a number.`);
  }
  return read;
}

export function numberOrNull(row: Row, column: string): number | null {
  return (row[column] ?? null) === null ? null : number(row, column);
}

export function bigintOf(row: Row, column: string): bigint {
  return BigInt(text(row, column));
}

/** A document, as the type it was stored as. */
export function json<T>(row: Row, column: string): T {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`Column ${column} is not a document.`);
  return fromDocument(value) as T;
}

export function jsonOrNull<T>(row: Row, column: string): T | null {
  return (row[column] ?? null) === null ? null : json<T>(row, column);
}

/** Bytes that the statement gave as hex. */
export function hexBytes(row: Row, column: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text(row, column), "hex"));
}
