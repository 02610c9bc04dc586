import { exactNs } from "../text/quantities.js";

/** Scheme of a reference to a variable of the hub: `${fleethub:NAME}`. */
export const VARIABLE_SCHEME = "fleethub";

/** What a variable may be called. */
export const VARIABLE_NAME = /^[A-Z][A-Z0-9_]{0,62}$/;

export type VariableType = "text" | "number" | "boolean" | "duration";

/** A duration is text as the Collector reads it, such as `1m30s`. */
export type VariableValue = string | number | boolean;

export interface VariableDeclaration {
  readonly name: string;
  readonly type: VariableType;
  /** Null: a value has to be given. */
  readonly default: VariableValue | null;
}

/** By name. Names that nothing declares are passed over. */
export type VariableValues = Readonly<Record<string, VariableValue>>;

/** Does a value fit a type? Numbers are finite, durations have a unit. */
export function fitsType(type: VariableType, value: VariableValue): boolean {
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  if (type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  return type === "text" || (exactNs(value) !== undefined && /\D$/.test(value));
}

/** What a value of a type looks like, for messages. */
export const TYPE_EXAMPLES: Readonly<Record<VariableType, string>> = {
  text: "a text",
  number: "a number such as 8192",
  boolean: "true or false",
  duration: "a duration with its unit, such as 5s or 1m30s",
};
