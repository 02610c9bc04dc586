import type { Millis } from "@fleethub/fleet";
import { hubActor } from "../agents/note-effects.js";
import { canonicalJson } from "../canonical-json.js";
import type { AuditCheckpoint } from "../model.js";
import type { FleetStorage, Ids, Logger } from "../ports.js";
import { NO_HASH } from "./chain.js";
import { ChainCheck, type CheckDeps, CUT_ACTION } from "./chain-check.js";
import { signedCheckpoint } from "./checkpoint.js";
import type { Broken } from "./faults.js";
import type { AuditSettings } from "./settings.js";
import type { AuditSigner } from "./signatures.js";

const ROWS_AT_ONCE = 500;

/** Where checkpoints are written beside the store. */
export interface AuditAnchor {
  /** For people. */
  readonly place: string;
  /** Appends a line, without its end. Rejects where it cannot. */
  write(line: string): Promise<void>;
}

export interface KeeperDeps {
  readonly storage: Pick<FleetStorage, "store" | "audit">;
  readonly check: CheckDeps;
  readonly signer: AuditSigner;
  readonly anchor: AuditAnchor | null;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly settings: AuditSettings;
}

/**
 * Signs a checkpoint where one is due; `always` signs whatever is not covered. What it signs is verified first, back to
 * the checkpoint before: what is broken there is answered, and not signed.
 */
export async function keepCheckpoint(
  deps: KeeperDeps,
  now: Millis,
  always: boolean,
): Promise<Broken | null> {
  const { storage, signer, settings, check } = deps;
  const last = await storage.audit.lastCheckpoint();
  const head = await storage.audit.head();
  const uncovered = head.sequence - (last?.sequence ?? 0);
  const isDue =
    always ||
    last === null ||
    uncovered >= settings.checkpointEntries ||
    now - last.at >= settings.checkpointAgeMs;
  if (uncovered <= 0 || !isDue) return null;
  const chain = new ChainCheck(check, {
    sequence: last?.sequence ?? 0,
    hash: last?.hash ?? NO_HASH,
  });
  while (chain.sequence < head.sequence) {
    const left = Math.min(ROWS_AT_ONCE, head.sequence - chain.sequence);
    const rows = await storage.audit.walk(chain.sequence, left);
    if (rows.length === 0) break;
    for (const row of rows) {
      const fault = chain.entry(row);
      if (fault !== null) return fault;
    }
  }
  const fault = chain.endsAt(head);
  if (fault !== null) return fault;
  const checkpoint = signedCheckpoint(check.digest, signer, last, head, now);
  const result = await storage.store.commit({ writes: [{ kind: "add-checkpoint", checkpoint }] });
  // Another hub that was first has signed as much.
  if (result.kind === "committed") await anchored(deps, checkpoint);
  return null;
}

async function anchored({ anchor, logger }: KeeperDeps, checkpoint: AuditCheckpoint) {
  if (anchor === null) return;
  const { number, sequence } = checkpoint;
  try {
    await anchor.write(canonicalJson(checkpoint));
  } catch (error) {
    logger.error(
      { error: String(error), place: anchor.place, number, sequence },
      "A checkpoint of the audit was not anchored. It stands in the store; append it by hand from an export.",
    );
  }
}

/**
 * Drops entries past their time, up to a checkpoint that is itself past it: the newest, or the newest of as many entries
 * as `cutEntries` allows at once, since nobody else commits meanwhile. The entry that says so, and the checkpoint, are
 * what verifying goes on from.
 */
export async function cutPastEntries(deps: KeeperDeps, now: Millis): Promise<void> {
  const { storage, settings, ids, logger } = deps;
  if (settings.keepMs === null) return;
  const { cutThrough } = await storage.audit.head();
  const before = now - settings.keepMs;
  const kept = await storage.audit.checkpoints(0, ROWS_AT_ONCE, cutThrough);
  const past = kept.filter(({ at }) => at <= before);
  const most = cutThrough + settings.cutEntries;
  const found = past.findLast(({ sequence }) => sequence <= most) ?? past[0];
  if (found === undefined) return;
  const { number: checkpoint, sequence: through, hash } = found;
  const id = ids.uuidv7();
  const entry = {
    id,
    at: now,
    actor: { ...hubActor(id), reason: "Entries past their time were dropped." },
    action: CUT_ACTION,
    resource: { kind: "audit", id: "chain" },
    before: { first: cutThrough + 1 },
    after: { through, hash, checkpoint, entries: through - cutThrough },
  };
  const result = await storage.store.commit({
    writes: [
      { kind: "cut-audit", checkpoint },
      { kind: "add-audit", entry },
    ],
  });
  if (result.kind === "committed")
    logger.info({ through }, "Old entries of the audit were dropped.");
}
