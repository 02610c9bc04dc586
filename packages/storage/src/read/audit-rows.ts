import {
  type AuditCheckpoint,
  chainedEntry,
  type ChainedEntry,
  type StoredEntry,
} from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Row } from "../database/database.js";

/** What an entry is read from, with the hash before it: of the row before, or of the checkpoint that was cut at. */
export const ENTRY_COLUMNS = `audit.sequence::text as sequence, audit.hash as hash,
  encode(audit.canonical, 'hex') as canonical,
  coalesce(
    (select before.hash from audit before where before.sequence = audit.sequence - 1),
    (select cut.hash from audit_checkpoints cut where cut.sequence = audit.sequence - 1 limit 1),
    repeat('0', 64)) as previous`;

export function entryOf(row: Row): ChainedEntry {
  const [sequence, hash] = [cells.number(row, "sequence"), cells.text(row, "hash")];
  return chainedEntry({ sequence, hash, canonical: canonicalOf(row) }, cells.text(row, "previous"));
}

/** Bytes that are no UTF-8 become a text that is not the entry's, and do not verify. */
const canonicalOf = (row: Row): string =>
  Buffer.from(cells.text(row, "canonical"), "hex").toString("utf8");

/** Everything that is kept of an entry. */
export const STORED_COLUMNS = `sequence::text as sequence, hash, id, at::text as at, actor_kind, actor_id,
  action, resource_kind, resource_id, follows, words, encode(canonical, 'hex') as canonical`;

export function storedOf(row: Row): StoredEntry {
  return {
    sequence: cells.number(row, "sequence"),
    canonical: canonicalOf(row),
    hash: cells.text(row, "hash"),
    index: {
      id: cells.text(row, "id"),
      at: cells.number(row, "at"),
      actorKind: cells.text(row, "actor_kind"),
      actorId: cells.text(row, "actor_id"),
      action: cells.text(row, "action"),
      resourceKind: cells.text(row, "resource_kind"),
      resourceId: cells.text(row, "resource_id"),
      follows: cells.text(row, "follows"),
      words: cells.text(row, "words"),
    },
  };
}

export const CHECKPOINT_COLUMNS = `number::text as number, sequence::text as sequence, hash, at::text as at,
  previous, key_id, public_key, signature`;

export function checkpointOf(row: Row): AuditCheckpoint {
  return {
    number: cells.number(row, "number"),
    sequence: cells.number(row, "sequence"),
    hash: cells.text(row, "hash"),
    at: cells.number(row, "at"),
    previous: cells.text(row, "previous"),
    keyId: cells.text(row, "key_id"),
    publicKey: cells.text(row, "public_key"),
    signature: cells.text(row, "signature"),
  };
}
