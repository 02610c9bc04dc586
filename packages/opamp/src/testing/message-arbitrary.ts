import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import * as fc from "fast-check";

/** Fields of a message as `create` takes them. */
type Init = Record<string, unknown>;

/** Any message of a schema: every field there or not, every case of a one-of, messages inside to a depth. */
export function messageArbitrary(schema: DescMessage, depth: number): fc.Arbitrary<Init> {
  const members = schema.members.flatMap((member): [string, fc.Arbitrary<unknown>][] => {
    if (member.kind === "oneof") {
      const cases = member.fields
        .filter((field) => depth > 0 || field.message === undefined)
        .map((field) => {
          const name = fc.constant(field.localName);
          return fc.record({ case: name, value: valueArbitrary(field, depth) });
        });
      return [[member.localName, fc.oneof(fc.constant({ case: undefined }), ...cases)]];
    }
    if (depth === 0 && member.message !== undefined) return [];
    return [[member.localName, fieldArbitrary(member, depth)]];
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

function fieldArbitrary(field: DescField, depth: number): fc.Arbitrary<unknown> {
  const value = valueArbitrary(field, depth);
  if (field.fieldKind === "list") return fc.array(value, { maxLength: 3 });
  if (field.fieldKind !== "map") return value;
  const key = fc.oneof(text, fc.constantFrom("", "__proto__", "constructor", "toString"));
  return fc
    .array(fc.tuple(key, value), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));
}

const text = fc.string({ unit: "binary", maxLength: 8 });
const uint64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
  fc.constantFrom(0n, 1n, 0x7f_ffffn, 0x1f_ffff_ffff_ffffn, 0x20_0000_0000_0000n),
);

function valueArbitrary(field: DescField, depth: number): fc.Arbitrary<unknown> {
  if (field.message !== undefined) return messageArbitrary(field.message, depth - 1);
  // Numbers that the schema does not know are kept (F-02).
  if (field.enum !== undefined) return fc.integer({ min: -1, max: 12 });
  switch (field.scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 20 });
    case ScalarType.DOUBLE:
      return fc.double();
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return uint64;
    case ScalarType.INT64:
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    default:
      return text;
  }
}
