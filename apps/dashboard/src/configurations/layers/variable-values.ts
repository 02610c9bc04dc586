import type { VariableDeclaration, VariableValue } from "@fleethub/api";

/** Types in the order in which they are offered. */
export const VARIABLE_TYPES = [
  "text",
  "number",
  "boolean",
  "duration",
] as const satisfies readonly VariableDeclaration["type"][];

const DURATION = /^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/;

/** A value as it is written in a field. */
export function defaultText(value: VariableValue | null): string {
  return value === null ? "" : String(value);
}

/** The value that a field says: null where it is empty, undefined where it is no value of the type. */
export function defaultFrom(
  type: VariableDeclaration["type"],
  text: string,
): VariableValue | null | undefined {
  const bare = text.trim();
  if (bare === "") return null;
  if (type === "text") return text;
  if (type === "duration") return DURATION.test(bare) ? bare : undefined;
  if (type === "boolean") return bare === "true" ? true : bare === "false" ? false : undefined;
  const number = Number(bare);
  return Number.isFinite(number) ? number : undefined;
}

/** The value that an agent's field says, where no type is known: numbers and truths as such, else text. */
export function looseValue(text: string): VariableValue {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
