/** One thing that fits where the caret stands. */
export interface Completion {
  readonly label: string;
  readonly kind: "section" | "component-type" | "component" | "option" | "value" | "reference";
  /** What it is, in a few words. */
  readonly detail: string;
  /** What is put in for the word, with the indent that YAML needs where it goes on in another line. */
  readonly insert: string;
  readonly deprecated?: true;
  /** The component refuses to start without it. */
  readonly required?: true;
}

/** What fits at a place, with the range that it replaces. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

/** Most completions that are answered at once. */
export const COMPLETIONS_MAX = 500;
