import { create } from "@bufbuild/protobuf";
import {
  type AnyValue,
  AnyValueSchema,
  type KeyValue,
  KeyValueSchema,
} from "./gen/opamp/v1/anyvalue_pb.js";

/**
 * An attribute value in plain JavaScript: null where no member of the AnyValue is set, bigint for an
 * integer, number for a double (E-09).
 */
export type AttributeValue =
  | null
  | string
  | boolean
  | bigint
  | number
  | Uint8Array
  | readonly AttributeValue[]
  | Attributes;

/** Attributes by key. A Map, so that no key has a meaning of its own. */
export interface Attributes extends ReadonlyMap<string, AttributeValue> {}

/** The attributes of a list; of a key sent twice the last one holds. */
export function readAttributes(list: readonly KeyValue[]): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of list) attributes.set(key, readAttributeValue(value));
  return attributes;
}

/** One value. Depth is bounded by the limits the message was decoded under. */
export function readAttributeValue(any: AnyValue | undefined): AttributeValue {
  if (any === undefined) return null;
  switch (any.value.case) {
    case undefined:
      return null;
    case "arrayValue":
      return any.value.value.values.map((item) => readAttributeValue(item));
    case "kvlistValue":
      return readAttributes(any.value.value.values);
    default:
      return any.value.value;
  }
}

/** Text for screens and comparisons: strings as they are, null as "", bytes in hexadecimal, the rest like JSON. */
export function attributeText(value: AttributeValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : nestedText(value);
}

function nestedText(value: AttributeValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Uint8Array) {
    return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  if (isList(value)) return `[${value.map((item) => nestedText(item)).join(",")}]`;
  const members = Array.from(value, ([key, item]) => `${JSON.stringify(key)}:${nestedText(item)}`);
  return `{${members.join(",")}}`;
}

function isList(value: readonly AttributeValue[] | Attributes): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** The AnyValue of a plain value; the reverse of {@link readAttributeValue}. */
export function makeAttributeValue(value: AttributeValue): AnyValue {
  return create(AnyValueSchema, { value: memberOf(value) });
}

/** A list of attributes as messages hold it. */
export function makeAttributes(
  attributes: Iterable<readonly [key: string, value: AttributeValue]>,
): KeyValue[] {
  return Array.from(attributes, ([key, value]) =>
    create(KeyValueSchema, { key, value: makeAttributeValue(value) }),
  );
}

type Member = NonNullable<Parameters<typeof create<typeof AnyValueSchema>>[1]>["value"] & {};

function memberOf(value: AttributeValue): Member {
  if (value === null) return { case: undefined };
  switch (typeof value) {
    case "string":
      return { case: "stringValue", value };
    case "boolean":
      return { case: "boolValue", value };
    case "bigint":
      return { case: "intValue", value };
    case "number":
      return { case: "doubleValue", value };
  }
  if (value instanceof Uint8Array) return { case: "bytesValue", value };
  if (isList(value)) {
    return { case: "arrayValue", value: { values: value.map((item) => makeAttributeValue(item)) } };
  }
  return { case: "kvlistValue", value: { values: makeAttributes(value) } };
}
