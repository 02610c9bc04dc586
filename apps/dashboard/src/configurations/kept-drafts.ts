import type { LayerReference, VariableDeclaration } from "@fleethub/api";

/** A draft that was not saved, kept by this browser's window so that looking elsewhere loses nothing. */
export interface KeptDraft {
  readonly text: string;
  readonly message: string;
  readonly layers?: readonly LayerReference[];
  readonly variables?: readonly VariableDeclaration[];
  /** Dotted paths of values that have to be written again, for a draft of what an agent runs. */
  readonly rewrite?: readonly string[];
}

const PREFIX = "fleethub.draft.";

const keyOf = (name: string, number: number) => `${PREFIX}${name}.${number}`;

/** The draft over a revision (0: the first one), or null. */
export function keptDraft(name: string, number: number): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(name, number)) ?? "null");
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps it, replacing an older one over the same revision. */
export function keepDraft(name: string, number: number, draft: KeptDraft): void {
  try {
    sessionStorage.setItem(keyOf(name, number), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden; the draft lives as long as the page.
  }
}

/** Forgets it. */
export function dropDraft(name: string, number: number): void {
  try {
    sessionStorage.removeItem(keyOf(name, number));
  } catch {
    // Nothing was kept.
  }
}

/** Revisions of a configuration with a kept draft over them, lowest first. */
export function draftsOver(name: string): readonly number[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(`${PREFIX}${name}.`))
      .map((key) => Number(key.slice(PREFIX.length + name.length + 1)))
      .filter((number) => Number.isInteger(number))
      .sort((a, b) => a - b);
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== "object" || value === null) return false;
  return "text" in value && typeof value.text === "string" && "message" in value;
}
