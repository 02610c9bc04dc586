/** What a statement or a condition refers to. */
export interface OttlParts {
  readonly calls: readonly OttlCall[];
  readonly paths: readonly OttlPath[];
  /** Words of enumerations, in capital letters. */
  readonly words: readonly OttlWord[];
}

export interface OttlCall {
  readonly name: string;
  readonly at: number;
  /** Null for a function that is named and not called. */
  readonly arguments: readonly OttlArgument[] | null;
}

export interface OttlArgument {
  /** `x` of `x=1`; `undefined` where it is told by its position. */
  readonly name: string | undefined;
  readonly kind: OttlValueKind;
  /** Of a text: as it is written, quotes included. */
  readonly text: string | undefined;
  readonly at: number;
}

/** What a value is written as: one text, number, path and so on; `other` for what is worked out. */
export type OttlValueKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "list"
  | "lambda"
  | "path"
  | "other";

export interface OttlWord {
  readonly text: string;
  readonly at: number;
}

/** `resource.attributes["a"]` has the segments resource, attributes. */
export interface OttlPath {
  readonly segments: readonly string[];
  readonly at: number;
}

export type OttlResult =
  | { readonly ok: true; readonly parts: OttlParts }
  | { readonly ok: false; readonly at: number; readonly reason: string };
