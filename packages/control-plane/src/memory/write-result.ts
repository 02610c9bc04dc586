import type { ChangeKind } from "../ports.js";

/** What one write did: refused, or done with the change-log lines it asks for. */
export type WriteResult =
  | {
      readonly kind: "refused";
      readonly id: string;
      readonly reason: "missing" | "exists" | "version";
    }
  | { readonly kind: "done"; readonly changes: readonly PendingChange[] };

export interface PendingChange {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly version: number;
}

export const refused = (id: string, reason: "missing" | "exists" | "version"): WriteResult => ({
  kind: "refused",
  id,
  reason,
});

export const done = (...changes: readonly PendingChange[]): WriteResult => ({
  kind: "done",
  changes,
});
