import { type DescField, type DescMessage, ScalarType, create, toBinary } from "@bufbuild/protobuf";

/** An encoded message with every field set, of a one-of the last one, down to a depth of messages. */
export function fullMessage(schema: DescMessage, depth: number): Uint8Array {
  return toBinary(schema, create(schema, fields(schema, depth)));
}

function fields(schema: DescMessage, depth: number): Record<string, unknown> {
  const init: Record<string, unknown> = {};
  for (const field of schema.fields) {
    if (depth === 0 && field.message !== undefined) continue;
    const value = valueOf(field, depth);
    if (field.oneof !== undefined) init[field.oneof.localName] = { case: field.localName, value };
    else if (field.fieldKind === "list") init[field.localName] = [value, value];
    else if (field.fieldKind === "map") init[field.localName] = { "": value, a: value };
    else init[field.localName] = value;
  }
  return init;
}

function valueOf(field: DescField, depth: number): unknown {
  if (field.message !== undefined) return fields(field.message, depth - 1);
  if (field.enum !== undefined) return field.enum.values.at(-1)?.number ?? 0;
  switch (field.scalar) {
    case ScalarType.BOOL:
      return true;
    case ScalarType.BYTES:
      return Uint8Array.of(0, 0xff);
    case ScalarType.DOUBLE:
      return 0.5;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return 0xffff_ffff_ffff_ffffn;
    case ScalarType.INT64:
      return -1n;
    default:
      return "text";
  }
}
