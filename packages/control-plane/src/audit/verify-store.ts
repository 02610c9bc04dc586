import type { Millis } from "@fleethub/fleet";
import type { AuditReader } from "../ports.js";
import { allCheckpoints } from "./all-checkpoints.js";
import { NO_HASH } from "./chain.js";
import { ChainCheck, type CheckDeps } from "./chain-check.js";
import { type Broken, broken } from "./faults.js";
import { type AuditVerification, verification } from "./verification.js";

/** Rows that one call reads. */
const ROWS_AT_ONCE = 500;

/** Times that verifying begins anew because retention cut the chain meanwhile. */
const ATTEMPTS_MAX = 3;

/**
 * Verifies everything that a store keeps of the record: every entry with its copies, every checkpoint, the head, and
 * what retention dropped. Entries that are committed meanwhile are left for the next time.
 */
export async function verifyStore(
  reader: AuditReader,
  deps: CheckDeps,
  now: () => Millis,
): Promise<AuditVerification> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await verifyOnce(reader, deps, now);
    if (found.verdict === "intact" || attempt >= ATTEMPTS_MAX) return found;
    const { cutThrough } = await reader.head();
    if (cutThrough < found.first) return found;
  }
}

async function verifyOnce(
  reader: AuditReader,
  deps: CheckDeps,
  now: () => Millis,
): Promise<AuditVerification> {
  // Before the head, so that no checkpoint covers what the head does not have yet.
  const checkpoints = await allCheckpoints(reader);
  const head = await reader.head();
  const { cutThrough } = head;
  const cut = checkpoints.find(({ sequence }) => sequence === cutThrough);
  const check = new ChainCheck(deps, { sequence: cutThrough, hash: cut?.hash ?? NO_HASH });
  const done = (fault: Broken | null) => verification(check, cutThrough + 1, now(), fault);
  if (cutThrough > 0 && cut === undefined)
    return done(broken("checkpoint-missing", cutThrough + 1));
  for (const checkpoint of checkpoints) {
    const fault = check.checkpoint(checkpoint);
    if (fault !== null) return done(fault);
  }
  // From the very first row on: one below what was cut would be one too many.
  let after = 0;
  while (check.sequence < head.sequence) {
    const rows = await reader.walk(after, ROWS_AT_ONCE);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.sequence > head.sequence && check.sequence === head.sequence) break;
      const fault = check.entry(row);
      if (fault !== null) return done(fault);
      after = row.sequence;
    }
  }
  const fault = check.end(head);
  if (fault !== null) return done(fault);
  // A commit shows its entries and the head at once: an entry read first is never beyond the head read after it.
  const [beyond] = await reader.walk(head.sequence, 1);
  const isBeyond = beyond !== undefined && beyond.sequence > (await reader.head()).sequence;
  return done(isBeyond ? broken("head-differs", head.sequence) : null);
}
