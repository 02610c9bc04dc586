import type { Millis } from "@fleethub/fleet";
import type { AuditReader } from "../ports.js";
import { NO_HASH } from "./chain.js";
import { ChainCheck, type CheckDeps } from "./chain-check.js";
import { checkpointOver, eachCheckpoint } from "./each-checkpoint.js";
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
  const newest = (await reader.lastCheckpoint())?.number ?? 0;
  const head = await reader.head();
  const { cutThrough } = head;
  const over = cutThrough === 0 ? null : await checkpointOver(reader, cutThrough);
  const cut = over?.sequence === cutThrough ? over : null;
  const check = new ChainCheck(deps, { sequence: cutThrough, hash: cut?.hash ?? NO_HASH });
  const done = (fault: Broken | null) => verification(check, cutThrough + 1, now(), fault);
  if (cutThrough > 0 && cut === null) return done(broken("checkpoint-missing", cutThrough + 1));
  const checkpoints = eachCheckpoint(reader, 0);
  let through = 0;
  /** Reads on, until a checkpoint covers this entry. */
  const checkpointsTo = async (sequence: number): Promise<Broken | null> => {
    while (through < sequence) {
      const { value: next } = await checkpoints.next();
      if (next === undefined || next.number > newest) through = Number.POSITIVE_INFINITY;
      else {
        const fault = check.checkpoint(next);
        if (fault !== null) return fault;
        through = next.sequence;
      }
    }
    return null;
  };
  // From the very first row on: one below what was cut would be one too many.
  let after = 0;
  while (check.sequence < head.sequence) {
    const rows = await reader.walk(after, ROWS_AT_ONCE);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.sequence > head.sequence && check.sequence === head.sequence) break;
      const fault = (await checkpointsTo(row.sequence)) ?? check.entry(row);
      if (fault !== null) return done(fault);
      after = row.sequence;
    }
  }
  const fault = (await checkpointsTo(Number.POSITIVE_INFINITY)) ?? check.end(head);
  if (fault !== null) return done(fault);
  // A commit shows its entries and the head at once: an entry read first is never beyond the head read after it.
  const [beyond] = await reader.walk(head.sequence, 1);
  const isBeyond = beyond !== undefined && beyond.sequence > (await reader.head()).sequence;
  return done(isBeyond ? broken("head-differs", head.sequence) : null);
}
