import type { DescMessage } from "@bufbuild/protobuf";
import { WIRE, WireCursor } from "../../wire.js";

/** One field as it stands on the wire, with the message inside it taken apart where there is one. */
export interface WireNode {
  field: number;
  wire: number;
  /** What stands after the tag, without the length; empty where there are children. */
  value: Uint8Array;
  /** The fields of the message inside; undefined where it holds none. */
  children: WireNode[] | undefined;
  /** Declared instead of the true length, as varint bytes. */
  lie: Uint8Array | undefined;
}

/** What the bytes of a length-delimited field are: a message, an entry of a map with such a value, or no fields. */
type Inside =
  | { readonly kind: "message"; readonly schema: DescMessage }
  | { readonly kind: "entry"; readonly value: DescMessage | undefined };

/** Takes a valid message apart by its schema. */
export function takeApart(schema: DescMessage, bytes: Uint8Array): WireNode[] {
  return fieldsOf({ kind: "message", schema }, bytes);
}

function fieldsOf(inside: Inside, bytes: Uint8Array): WireNode[] {
  const cursor = new WireCursor(bytes, 0, bytes.length);
  const nodes: WireNode[] = [];
  while (cursor.pos < cursor.end) {
    if (!cursor.tag()) throw new Error("what is taken apart must be valid");
    const { field, wire } = cursor;
    let start = cursor.pos;
    if (wire === WIRE.bytes) {
      const end = cursor.bytesEnd();
      if (end < 0) throw new Error("what is taken apart must be valid");
      start = cursor.pos;
      cursor.pos = end;
    } else if (!cursor.skip()) throw new Error("what is taken apart must be valid");
    const value = bytes.subarray(start, cursor.pos);
    const deeper = wire === WIRE.bytes ? insideOf(inside, field) : undefined;
    nodes.push({
      field,
      wire,
      value: deeper === undefined ? value : new Uint8Array(),
      children: deeper && fieldsOf(deeper, value),
      lie: undefined,
    });
  }
  return nodes;
}

function insideOf(outer: Inside, number: number): Inside | undefined {
  if (outer.kind === "entry") {
    return number === 2 && outer.value ? { kind: "message", schema: outer.value } : undefined;
  }
  const field = outer.schema.fields.find((one) => one.number === number);
  if (field?.fieldKind === "map") {
    return { kind: "entry", value: field.mapKind === "message" ? field.message : undefined };
  }
  return field?.message === undefined ? undefined : { kind: "message", schema: field.message };
}

/** Puts the fields together again, lies included. */
export function putTogether(nodes: readonly WireNode[]): Uint8Array {
  const out: number[] = [];
  write(nodes, out);
  return Uint8Array.from(out);
}

function write(nodes: readonly WireNode[], out: number[]): void {
  for (const node of nodes) {
    pushVarint(out, ((node.field << 3) | node.wire) >>> 0);
    if (node.wire === WIRE.bytes) writeDelimited(node, out);
    else if (node.children === undefined) for (const byte of node.value) out.push(byte);
    else write(node.children, out);
  }
}

function writeDelimited({ children, value, lie }: WireNode, out: number[]): void {
  let inside: ArrayLike<number> = value;
  if (children !== undefined) {
    const written: number[] = [];
    write(children, written);
    inside = written;
  }
  if (lie === undefined) pushVarint(out, inside.length);
  else for (const byte of lie) out.push(byte);
  for (let index = 0; index < inside.length; index += 1) out.push(inside[index] ?? 0);
}

function pushVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

/** A copy whose nodes may be changed. */
export function copyOf(nodes: readonly WireNode[]): WireNode[] {
  return nodes.map((node) => ({
    ...node,
    children: node.children === undefined ? undefined : copyOf(node.children),
  }));
}
