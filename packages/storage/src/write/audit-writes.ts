import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict, type PendingChange } from "./write-results.js";

/** Two hubs that sign at once meet at the number: the later one is refused. */
export async function addCheckpoint(
  session: Session,
  { kind, checkpoint }: WriteOf<"add-checkpoint">,
): Promise<readonly PendingChange[]> {
  const { number, sequence, hash, at, previous, keyId, publicKey, signature } = checkpoint;
  const p = new Params();
  const rows = await session.query(
    `insert into audit_checkpoints
       (number, sequence, hash, at, previous, key_id, public_key, signature)
     select ${p.as("bigint", number)}, ${p.as("bigint", sequence)}, ${p.text(hash)},
       ${p.as("bigint", at)}, ${p.text(previous)}, ${p.text(keyId)}, ${p.text(publicKey)},
       ${p.text(signature)}
     where ${p.as("bigint", number)} = (select coalesce(max(number), 0) + 1 from audit_checkpoints)
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, `checkpoint ${number}`, "exists");
  return [];
}

/** Drops entries up to the one that the checkpoint covers. */
export async function cutAudit(
  session: Session,
  { kind, checkpoint }: WriteOf<"cut-audit">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const [found] = await session.query(
    `select sequence::text as sequence from audit_checkpoints
     where number = ${p.as("bigint", checkpoint)}`,
    p.values,
  );
  if (found === undefined) throw conflict(kind, `checkpoint ${checkpoint}`, "missing");
  const q = new Params();
  const through = q.as("bigint", cells.number(found, "sequence"));
  await session.query(
    `with dropped as (delete from audit where sequence <= ${through})
     update log_head set audit_cut = greatest(audit_cut, ${through})`,
    q.values,
  );
  return [];
}
