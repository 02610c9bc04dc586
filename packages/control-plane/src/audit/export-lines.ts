import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint, ChainHead, StoredEntry } from "../model.js";
import type { AuditReader } from "../ports.js";
import { canonicalJson } from "../canonical-json.js";
import { endBytes, keyIdOf, NO_HASH, type Sha256 } from "./chain.js";
import { checkpointOver, eachCheckpoint } from "./each-checkpoint.js";
import type { AuditSigner } from "./signatures.js";

/** Format of an export; another one gets another name. */
export const EXPORT_FORMAT = "fleethub-audit-1";

const ROWS_AT_ONCE = 500;

/** Times that an export begins anew because retention cut the chain meanwhile. */
const ATTEMPTS_MAX = 3;

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
 * entry. Where retention drops meanwhile what is still to come, it ends without that end.
 */
export async function* exportLines(deps: ExportDeps, around?: number): AsyncGenerator<string> {
  const { reader, digest, signer, now } = deps;
  const { before, until, ...first } = await begin(reader, around);
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
  let { rows } = first;
  while (last < until && rows.length > 0) {
    if (await isCut(reader, last, rows)) return;
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
    rows = await rowsAfter(reader, last, until);
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

const rowsAfter = (reader: AuditReader, last: number, until: number) =>
  reader.walk(last, Math.min(ROWS_AT_ONCE, until - last));

/** Did retention drop what comes after this entry? */
async function isCut(
  reader: AuditReader,
  after: number,
  [first]: readonly StoredEntry[],
): Promise<boolean> {
  return first?.sequence !== after + 1 && (await reader.head()).cutThrough > after;
}

/** The stretch with its first rows, looked for anew where retention cuts it off in between. */
async function begin(reader: AuditReader, around: number | undefined) {
  for (let attempt = 1; ; attempt += 1) {
    const { before, until } = await stretch(reader, await reader.head(), around);
    const start = before?.sequence ?? 0;
    const rows = await rowsAfter(reader, start, until);
    if (attempt === ATTEMPTS_MAX || !(await isCut(reader, start, rows))) {
      return { before, until, rows };
    }
  }
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
