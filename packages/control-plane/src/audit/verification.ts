import type { Millis } from "@fleethub/fleet";
import type { ChainCheck } from "./chain-check.js";
import type { Broken } from "./faults.js";

/** What verifying came to. */
export interface AuditVerification {
  readonly verdict: "intact" | "broken";
  readonly at: Millis;
  /** First entry that was looked at; 0: there is none. */
  readonly first: number;
  /** Last entry that verifies. */
  readonly last: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** Up to where a signature covers the chain; what comes after could be cut off unseen. */
  readonly signedThrough: number;
  /** Who signed; null: nobody. */
  readonly keyId: string | null;
  readonly broken: Broken | null;
}

export function verification(
  check: ChainCheck,
  first: number,
  at: Millis,
  fault: Broken | null,
): AuditVerification {
  const { sequence: last, entries, checkpoints, signedThrough, keyId } = check;
  return {
    verdict: fault === null ? "intact" : "broken",
    at,
    first: entries === 0 && last === first - 1 ? 0 : first,
    last,
    entries,
    checkpoints,
    signedThrough,
    keyId,
    broken: fault,
  };
}
