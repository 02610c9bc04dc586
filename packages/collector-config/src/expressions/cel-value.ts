import type { CelInput } from "@bufbuild/cel";
import { type ModelValue, UnknownValue } from "../policies/model.js";
import { BoundedList, type Budget } from "./bounded-list.js";

/** Where an evaluation read what only the agent knows. */
export interface Unknowns {
  written: string | null;
}

/** A map whose unknown values are noted when they are read, and end the evaluation. */
class WatchedMap extends Map<string, CelInput> {
  constructor(
    entries: readonly (readonly [string, CelInput])[],
    readonly unknown: ReadonlyMap<string, string>,
    readonly found: Unknowns,
  ) {
    super(entries);
  }

  override get(key: string): CelInput | undefined {
    const written = this.unknown?.get(key);
    if (written !== undefined) throw new ReadUnknown(written, this.found);
    return super.get(key);
  }
}

/** Ends an evaluation that depends on what only the agent knows. */
export class ReadUnknown extends Error {
  override readonly name = "ReadUnknown";

  constructor(written: string, found: Unknowns) {
    super(`reads ${written}`);
    found.written = written;
  }
}

/** A value of the model as the evaluator takes it. */
export function celValueOf(value: ModelValue, budget: Budget, found: Unknowns): CelInput {
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (value === null || typeof value !== "object") return value;
  if (value instanceof UnknownValue) return value.written;
  if (isList(value))
    return BoundedList.over(
      value.map((item) => celValueOf(item, budget, found)),
      budget,
    );
  const unknown = new Map<string, string>();
  const entries = Object.entries(value).map(([key, item]): readonly [string, CelInput] => {
    if (item instanceof UnknownValue) unknown.set(key, item.written);
    return [key, celValueOf(item, budget, found)];
  });
  return new WatchedMap(entries, unknown, found);
}

function isList(value: object): value is readonly ModelValue[] {
  return Array.isArray(value);
}
