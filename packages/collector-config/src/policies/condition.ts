/** A single value as JSON has it. */
export type PlainScalar = string | number | boolean | null;

/**
 * What a value must be. Numbers, durations (`5s` = `5000ms`) and sizes (`1MiB`) are compared by meaning; `one-of` and
 * `equals` also match the other writings of a value. A list holds `contains` when one of its items equals the value.
 */
export type ValueCondition =
  | { readonly op: "present" }
  | { readonly op: "absent" }
  | { readonly op: "equals"; readonly value: PlainScalar }
  | { readonly op: "not-equals"; readonly value: PlainScalar }
  | { readonly op: "one-of"; readonly values: readonly PlainScalar[] }
  | { readonly op: "at-least"; readonly value: number | string }
  | { readonly op: "at-most"; readonly value: number | string }
  | { readonly op: "matches"; readonly pattern: string }
  | { readonly op: "contains"; readonly value: PlainScalar };
