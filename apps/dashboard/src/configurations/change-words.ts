import {
  type Change,
  type Consequence,
  type Description,
  describeChange,
  describeConsequence,
  type Impact,
} from "@fleethub/collector-config";

/** One thing that a draft changes, or what follows from it, in words. */
export interface ChangeWords {
  readonly kind: "added" | "removed" | "changed";
  readonly what: string;
  /** What follows from it. */
  readonly detail: string;
  /** Where: a pipeline, a component, or a class of components. */
  readonly where: string;
  readonly severity: Impact;
}

const RANK = { removed: 0, added: 1, changed: 2 };

/** Changes in words, what is lost first. */
export function wordsOf(changes: readonly Change[]): readonly ChangeWords[] {
  return changes
    .flatMap(describeChange)
    .map(words)
    .sort((x, y) => RANK[x.kind] - RANK[y.kind]);
}

/** Consequences in words, in their order. A restart, and what is only validated, are said elsewhere. */
export function whatFollows(consequences: readonly Consequence[]): readonly ChangeWords[] {
  return consequences
    .filter(({ kind }) => kind !== "restart" && kind !== "validated-only")
    .map((one) => words(describeConsequence(one)));
}

function words({ tone, title, detail, where, severity }: Description): ChangeWords {
  return { kind: tone, what: title, detail, where, severity };
}
