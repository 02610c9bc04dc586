/** `resource.attributes["k"]`: names with the keys that follow each. */
export interface PathPart {
  readonly name: string;
  readonly keys: readonly Expression[];
}

/** A value in a statement. */
export type Expression =
  | { readonly kind: "text"; readonly value: string }
  /** Numbers, `true`, `nil`, enumerations: their word. */
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "path"; readonly parts: readonly PathPart[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly values: readonly Expression[] }
  /** Calculations. */
  | { readonly kind: "math"; readonly operands: readonly Expression[] };

export type Condition =
  | { readonly kind: "any" | "all"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | {
      readonly kind: "compare";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "value"; readonly of: Expression };

/** `delete_key(attributes, "k") where …` */
export interface Statement {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly where: Condition | null;
}
