import type { FieldName } from "./fields.js";

/** `<`, `<=`, `>`, `>=`, or `=` for a version, number or time written without one of them. */
export type CompareOp = "=" | "<" | "<=" | ">" | ">=";

/**
 * What a comparison is made with. `text` is what was written.
 * An age compares how long ago the moment was, a time the moment itself: `lastSeen:>10m` is longer ago
 * than ten minutes, `lastSeen:>2026-11-22` is later than that day began (UTC).
 */
export type Comparand =
  | { readonly kind: "version"; readonly text: string; readonly key: string }
  | { readonly kind: "number"; readonly text: string; readonly value: number }
  | { readonly kind: "age"; readonly text: string; readonly ms: number }
  | { readonly kind: "time"; readonly text: string; readonly at: number };

/** One of the alternatives of a term. */
export type QueryValue =
  /** Literal pieces with a wildcard between each two; a single piece is the whole value. */
  | { readonly kind: "text"; readonly segments: readonly string[] }
  /** `field:*`: there is a value. A label or attribute counts although its value is empty. */
  | { readonly kind: "present" }
  | { readonly kind: "compare"; readonly op: CompareOp; readonly than: Comparand };

/** One condition. It holds when any of its values matches, or none of them where it is negated. */
export interface QueryTerm {
  readonly negated: boolean;
  /** `word` is a bare word: name, host or instance UID contains it. */
  readonly field: FieldName | "word";
  /** The key of `label.KEY` and `attr.KEY`, else null. */
  readonly key: string | null;
  /** At least one. */
  readonly values: readonly QueryValue[];
}

/** Plain data: every term must hold. Without terms it is every agent. */
export interface Query {
  readonly terms: readonly QueryTerm[];
}

/** Why a text is no query. */
export interface QueryProblem {
  /** Names the place and what is wrong there. */
  readonly message: string;
  /** Position of the offending character, 1 for the first. */
  readonly column: number;
  /** What to write instead. */
  readonly remedy: string;
  /** Every field that may be used here, in the order of the table. */
  readonly knownFields: readonly string[];
}

/** What is wrong with one term; the known fields are added where the query is assembled. */
export type TermProblem = Omit<QueryProblem, "knownFields">;

/** What a query may ask about one agent. Plain data; `presence` is derived for the same moment as `now`. */
export interface QueryFacts {
  readonly uid: string;
  readonly name: string;
  readonly host: string;
  readonly os: string;
  readonly arch: string;
  /** `service.name`. */
  readonly type: string;
  /** `service.version`. */
  readonly version: string;
  readonly presence: string;
  readonly sync: string;
  readonly verified: string;
  readonly health: string;
  /** One of `FLOWS`. */
  readonly flow: string;
  readonly admission: string;
  /** Name of the enrolment token it came with; null: it came without one. */
  readonly enrolment: string | null;
  /** What it came with last, and what is the matter with what it has of its own: words of `CREDENTIALS`. */
  readonly credentials: readonly string[];
  /** Configuration that an operator pinned it to; null: none, or to its own files. */
  readonly pinned: string | null;
  /** Null: no group has it. */
  readonly group: string | null;
  readonly configuration: string | null;
  readonly revision: number | null;
  /** Component types reported as available or in use. */
  readonly components: readonly string[];
  /** Names of the policies it breaks and is not excepted from. */
  readonly policies: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since the Unix epoch; null where it never happened. */
  readonly lastSeenAt: number | null;
  readonly connectedAt: number | null;
}
