import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { ComponentDetailsSchema } from "./gen/opamp/v1/opamp_pb.js";
import type { OpampLimits } from "./limits.js";
import type { LimitName, OpampProblem, OpampProblemCode } from "./problem.js";
import { WIRE, WireCursor } from "./wire.js";

interface FieldPlan {
  readonly name: string;
  readonly wire: number;
  readonly counted: "single" | "list" | "map" | "components";
  readonly isText: boolean;
  readonly child: MessagePlan | undefined;
}
type MessagePlan = ReadonlyMap<number, FieldPlan>;

interface Budget {
  fields: number;
  mapEntries: number;
  listItems: number;
  components: number;
  textSizeBytes: number;
}

/**
 * Looks over an encoded message before it is decoded: lengths stay inside their parents, known fields
 * have their wire type, and nesting, map entries and list items keep the limits. Costs about as much
 * as skipping over it and allocates next to nothing. Text is counted only; decoding checks its UTF-8.
 *
 * @param place how problems call the message, for example `health`
 */
export function checkWellFormed(
  schema: DescMessage,
  bytes: Uint8Array,
  limits: OpampLimits,
  place: string,
): OpampProblem | undefined {
  const checker = new Checker(new WireCursor(bytes, 0, bytes.length), limits, place);
  return checker.message(planOf(schema), bytes.length, 1) ? undefined : checker.problem;
}

class Checker {
  readonly #cursor: WireCursor;
  readonly #limits: OpampLimits;
  readonly #place: string;
  readonly #spent: Budget = {
    fields: 0,
    mapEntries: 0,
    listItems: 0,
    components: 0,
    textSizeBytes: 0,
  };
  problem: OpampProblem | undefined;

  constructor(cursor: WireCursor, limits: OpampLimits, place: string) {
    this.#cursor = cursor;
    this.#limits = limits;
    this.#place = place;
  }

  message(plan: MessagePlan, end: number, depth: number): boolean {
    if (depth > this.#limits.nestingDepthMax) {
      return this.#refuse("too-deep", "is nested deeper than", "nestingDepthMax");
    }
    const cursor = this.#cursor;
    const outerEnd = cursor.end;
    cursor.end = end;
    while (cursor.pos < end) {
      if (!cursor.tag()) return this.#malformed("has a broken field tag");
      this.#spent.fields += 1;
      if (this.#spent.fields > this.#limits.partFieldsMax) {
        return this.#refuse("too-many-fields", "has more fields than", "partFieldsMax");
      }
      if (!this.#field(plan.get(cursor.field), depth)) return false;
    }
    cursor.end = outerEnd;
    return true;
  }

  #field(field: FieldPlan | undefined, depth: number): boolean {
    const cursor = this.#cursor;
    if (field === undefined) {
      return cursor.skip() || this.#malformed("has an unknown field that is cut off");
    }
    if (cursor.wire !== field.wire) {
      return this.#malformed(`has wire type ${cursor.wire} for ${field.name}, not ${field.wire}`);
    }
    if (!this.#count(field)) return false;
    if (field.isText) return this.#text(field);
    if (field.child === undefined) {
      return cursor.skip() || this.#malformed(`is cut off inside ${field.name}`);
    }
    const end = cursor.bytesEnd();
    if (end < 0) return this.#malformed(`is cut off inside ${field.name}`);
    const isEntry = field.counted === "map" || field.counted === "components";
    return this.message(field.child, end, isEntry ? depth : depth + 1);
  }

  #text(field: FieldPlan): boolean {
    const cursor = this.#cursor;
    const end = cursor.bytesEnd();
    if (end < 0) return this.#malformed(`is cut off inside ${field.name}`);
    this.#spent.textSizeBytes += end - cursor.pos;
    cursor.pos = end;
    if (this.#spent.textSizeBytes <= this.#limits.textSizeBytesMax) return true;
    return this.#refuse("too-large", "has more bytes of text than", "textSizeBytesMax");
  }

  #count({ counted }: FieldPlan): boolean {
    if (counted === "single") return true;
    const spent = this.#spent;
    const limits = this.#limits;
    if (counted === "list") {
      if (++spent.listItems <= limits.listItemsMax) return true;
      return this.#refuse("too-many-entries", "has more list items than", "listItemsMax");
    }
    if (++spent.mapEntries > limits.mapEntriesMax) {
      return this.#refuse("too-many-entries", "has more map entries than", "mapEntriesMax");
    }
    if (counted === "components" && ++spent.components > limits.componentsMax) {
      return this.#refuse("too-many-entries", "names more components than", "componentsMax");
    }
    return true;
  }

  #refuse(code: OpampProblemCode, what: string, limit: keyof OpampLimits & LimitName): boolean {
    const message = `${this.#place} ${what} the limit ${limit} of ${this.#limits[limit]} allows.`;
    this.problem = { code, message, limit };
    return false;
  }

  #malformed(what: string): boolean {
    this.problem = { code: "malformed", message: `${this.#place} ${what}.` };
    return false;
  }
}

// A memo of what descriptors say; the same for every caller.
const plans = new WeakMap<DescMessage, MessagePlan>();

function planOf(schema: DescMessage): MessagePlan {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  const plan = new Map<number, FieldPlan>();
  // Registered before its fields, since messages contain themselves.
  plans.set(schema, plan);
  for (const field of schema.fields) {
    const name = `${schema.name}.${field.name}`;
    if (field.fieldKind === "map") {
      const value = field.mapKind === "message" ? field.message : undefined;
      const counted = value === ComponentDetailsSchema ? "components" : "map";
      const child = entryPlan(name, value);
      plan.set(field.number, { name, wire: WIRE.bytes, counted, isText: false, child });
    } else {
      const counted = field.fieldKind === "list" ? "list" : "single";
      const child = field.message === undefined ? undefined : planOf(field.message);
      const isText = field.scalar === ScalarType.STRING;
      plan.set(field.number, { name, wire: wireTypeOf(field), counted, isText, child });
    }
  }
  return plan;
}

/** Every OpAMP map has string keys; its values are messages or strings. */
function entryPlan(name: string, value: DescMessage | undefined): MessagePlan {
  const child = value === undefined ? undefined : planOf(value);
  const single = { wire: WIRE.bytes, counted: "single" } as const;
  return new Map<number, FieldPlan>([
    [1, { ...single, name: `the key of ${name}`, isText: true, child: undefined }],
    [2, { ...single, name, isText: value === undefined, child }],
  ]);
}

function wireTypeOf(field: DescMessage["fields"][number]): number {
  if (field.enum !== undefined) return WIRE.varint;
  switch (field.scalar) {
    case undefined:
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WIRE.bytes;
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
    case ScalarType.DOUBLE:
      return WIRE.bit64;
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
    case ScalarType.FLOAT:
      return WIRE.bit32;
    default:
      return WIRE.varint;
  }
}
