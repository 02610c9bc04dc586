import type { DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/**
 * How many messages stand in this encoded one, without decoding it: two bytes are enough for one, so the size of a body
 * says little about what its decoding costs. Stops at `max` + 1. Bytes that are no such message count as far as they
 * can be read: decoding refuses them.
 */
export function countMessages(desc: DescMessage, bytes: Uint8Array, max: number): number {
  const partsOf = messageFields();
  const reader = new BinaryReader(bytes);
  const open = [{ desc, end: bytes.length }];
  let count = 1;
  try {
    for (let top = open.at(-1); top !== undefined && count <= max; top = open.at(-1)) {
      if (reader.pos >= top.end) {
        open.pop();
        continue;
      }
      const [field, wireType] = reader.tag();
      const part = wireType === WireType.LengthDelimited ? partsOf(top.desc).get(field) : undefined;
      if (part === undefined) {
        reader.skip(wireType, field);
        continue;
      }
      const length = reader.uint32();
      open.push({ desc: part, end: reader.pos + length });
      count += 1;
    }
  } catch {
    return count;
  }
  return count;
}

/** Message-typed fields by number, worked out once for each type. */
function messageFields(): (desc: DescMessage) => ReadonlyMap<number, DescMessage> {
  const known = new Map<DescMessage, ReadonlyMap<number, DescMessage>>();
  return (desc) => {
    const found = known.get(desc);
    if (found !== undefined) return found;
    const fields = new Map<number, DescMessage>();
    for (const { number, message } of desc.fields) {
      if (message !== undefined) fields.set(number, message);
    }
    known.set(desc, fields);
    return fields;
  };
}

/** How many objects stand in a JSON text at most: braces within strings count too. Stops at `max` + 1. */
export function countObjects(text: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf("{"); at >= 0 && count <= max; at = text.indexOf("{", at + 1)) {
    count += 1;
  }
  return count;
}
