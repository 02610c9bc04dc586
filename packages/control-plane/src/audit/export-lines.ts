import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint, ChainHead } from "../model.js";
import type { AuditReader } from "../ports.js";
import { canonicalJson } from "../canonical-json.js";
import { endBytes, keyIdOf, NO_HASH, type Sha256 } from "./chain.js";
import { checkpointOver, eachCheckpoint } from "./each-checkpoint.js";
import type { AuditSigner } from "./signatures.js";

/** Format of an export; another one gets another name. */
export const EXPORT_FORMAT = "fleethub-audit-1";

const ROWS_AT_ONCE = 500;

/** What an export begins with. */
export interface ExportHeader {
  readonly kind: "header";
  readonly format: typeof EXPORT_FORMAT;
  readonly exportedAt: Millis;
  /** The entry that it begins with. */
  readonly first: number;
  /** Hash of the entry before. */
  readonly previous: string;
  /** The newest checkpoint that covers nothing of what follows; null: there is none. */
  readonly checkpoint: AuditCheckpoint | null;
}

/** What is signed at the end. */
export interface ExportEnd {
  readonly header: ExportHeader;
  readonly last: number;
  readonly hash: string;
  readonly entries: number;
  readonly checkpoints: number;
}

export interface ExportDeps {
  readonly reader: AuditReader;
  readonly digest: Sha256;
  /** Null: the hub has no key, and the end stays unsigned. */
  readonly signer: AuditSigner | null;
  readonly now: Millis;
}

/**
 * The record as lines of canonical JSON without line ends: header, entries with each checkpoint behind the last entry
 * that it covers, and an end that is signed. `around` narrows it to the stretch between two checkpoints that proves one
 * entry.
 */
export async function* exportLines(deps: ExportDeps, around?: number): AsyncGenerator<string> {
  const { reader, digest, signer, now } = deps;
  const head = await reader.head();
  const { before, until } = await stretch(reader, head, around);
  const start = before?.sequence ?? 0;
  const header: ExportHeader = {
    kind: "header",
    format: EXPORT_FORMAT,
    exportedAt: now,
    first: start + 1,
    previous: before?.hash ?? NO_HASH,
    checkpoint: before ?? null,
  };
  yield canonicalJson(header);
  const due = eachCheckpoint(reader, before?.number ?? 0);
  let { value: next } = await due.next();
  let [last, hash, entries, signed] = [start, header.previous, 0, 0];
  while (last < until) {
    const rows = await reader.walk(last, Math.min(ROWS_AT_ONCE, until - last));
    if (rows.length === 0) break;
    for (const row of rows) {
      yield canonicalJson({
        kind: "entry",
        sequence: row.sequence,
        hash: row.hash,
        entry: JSON.parse(row.canonical),
      });
      [last, hash, entries] = [row.sequence, row.hash, entries + 1];
      while (next?.sequence === last) {
        yield canonicalJson({ kind: "checkpoint", checkpoint: next });
        signed += 1;
        ({ value: next } = await due.next());
      }
    }
  }
  const end: ExportEnd = { header, last, hash, entries, checkpoints: signed };
  const { header: _, ...rest } = end;
  const publicKey = signer?.publicKey ?? null;
  yield canonicalJson({
    kind: "end",
    ...rest,
    publicKey,
    keyId: publicKey === null ? null : keyIdOf(digest, publicKey),
    signature: signer?.sign(endBytes(end)) ?? null,
  });
}

/** From behind which checkpoint to which entry: all that is kept, or what proves one. */
async function stretch(
  reader: AuditReader,
  head: ChainHead,
  around: number | undefined,
): Promise<{ readonly before: AuditCheckpoint | null; readonly until: number }> {
  if (around === undefined) {
    const over = head.cutThrough === 0 ? null : await checkpointOver(reader, head.cutThrough);
    const isCut = over?.sequence === head.cutThrough;
    return { before: isCut ? over : null, until: head.sequence };
  }
  const over = await checkpointOver(reader, around);
  if (over === null) return { before: await reader.lastCheckpoint(), until: head.sequence };
  const [before] = over.number === 1 ? [] : await reader.checkpoints(over.number - 2, 1);
  return { before: before ?? null, until: over.sequence };
}
