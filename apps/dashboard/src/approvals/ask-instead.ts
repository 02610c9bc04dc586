import type { ApiProblem, PreviewApproval, PreviewRequest } from "@fleethub/api";

/** An act that was refused because nobody has approved it. */
export interface Refused {
  readonly needed: PreviewApproval;
  readonly wish: PreviewRequest;
}

let shown: Refused | null = null;
const listeners = new Set<() => void>();

function set(next: Refused | null): void {
  shown = next;
  for (const tell of listeners) tell();
}

/**
 * Opens the question whether to ask for approval where that alone is missing. False: the act was refused for another
 * reason, which the caller tells.
 */
export function askInstead({ type, approval }: ApiProblem, wish: PreviewRequest): boolean {
  if (type !== "approval-required" || approval === undefined) return false;
  set({ needed: approval, wish });
  return true;
}

/** What is asked now; null: nothing. */
export const refusedNow = (): Refused | null => shown;

export const stopAsking = (): void => set(null);

/** Returns the function that ends it. */
export function onRefused(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
