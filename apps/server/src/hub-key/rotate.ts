import type { Sealed, SealedCell, SealedRows } from "@fleethub/control-plane";
import { keyIdOf, rewrapWith } from "./envelope.js";
import { type KeySource, writeKeyFile } from "./key-source.js";
import { makeKey, type NamedKey } from "./key-text.js";

/** Cells read and written in one go. */
const CELLS_AT_ONCE = 200;

/** Times that all cells are gone through: what was sealed meanwhile under the key before is done in the next. */
const ROUNDS_MAX = 5;

export type Rotation =
  | { readonly kind: "done"; readonly id: string; readonly rewrapped: number }
  | { readonly kind: "refused"; readonly detail: string };

/** What a rotation has to do, and what it leaves. */
export interface SealedCount {
  readonly sealed: number;
  /** Under another key than the one that seals now. */
  readonly underFormerKeys: number;
}

/**
 * Wraps every data key anew under the first key of the source. Where the source has one key only, a fresh one is made
 * first and written before it into the hub's own file, so that whatever is sealed can be opened at every moment: a
 * rotation that was interrupted is finished by the next one. The keys before it leave the file when nothing is under
 * them any more.
 *
 * @param begins awaited before anything is written; where it rejects, nothing was
 */
export async function rotateKey(
  source: KeySource,
  rows: SealedRows,
  begins: (id: string) => Promise<void> = async () => {},
): Promise<Rotation> {
  const keys = source.keys();
  if (keys.length === 1 && source.ownFile === null) {
    return { kind: "refused", detail: howToGiveAnother(source.place) };
  }
  const [current, ...former] = keys.length === 1 ? [makeKey(), ...keys] : keys;
  await begins(current.id);
  if (keys.length === 1 && source.ownFile !== null) {
    writeKeyFile(source.ownFile, [current, ...former]);
    source.again();
  }
  let rewrapped = 0;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const done = await rewrapAll(current, former, rows);
    if (done.unknown > 0) {
      const detail = `${done.unknown} sealed things are under a key that ${source.place} does not hold. Add that key there, then rotate again; what is done stays done.`;
      return { kind: "refused", detail };
    }
    rewrapped += done.rewrapped;
    if (done.left === 0) {
      if (source.ownFile !== null) writeKeyFile(source.ownFile, [current]);
      source.again();
      return { kind: "done", id: current.id, rewrapped };
    }
  }
  const detail = `Others seal while this goes on. Both keys stay in ${source.place}; rotate again.`;
  return { kind: "refused", detail };
}

function howToGiveAnother(place: string): string {
  return `${place} was given to this hub, so the hub does not write it. Put a fresh key (\`openssl rand -base64 32\`) in front of the one that is there, on every hub, and rotate again; when that is done, take the old key away.`;
}

/** How much is sealed, and how much of it a rotation still has to do. */
export async function countSealed(rows: SealedRows, current: string): Promise<SealedCount> {
  let sealed = 0;
  let underFormerKeys = 0;
  for await (const cells of pages(rows)) {
    sealed += cells.length;
    underFormerKeys += cells.filter((cell) => keyIdOf(cell.sealed) !== current).length;
  }
  return { sealed, underFormerKeys };
}

interface Round {
  readonly rewrapped: number;
  /** Changed by somebody else meanwhile. */
  readonly left: number;
  readonly unknown: number;
}

async function rewrapAll(
  current: NamedKey,
  former: readonly NamedKey[],
  rows: SealedRows,
): Promise<Round> {
  let rewrapped = 0;
  let left = 0;
  let unknown = 0;
  for await (const cells of pages(rows)) {
    const due = cells.filter(({ sealed }) => keyIdOf(sealed) !== current.id);
    const changes = due.flatMap(({ place, sealed: from }) => {
      const to = rewrap(current, former, from);
      return to === null ? [] : [{ place, from, to }];
    });
    unknown += due.length - changes.length;
    const written = changes.length === 0 ? 0 : await rows.replace(changes);
    rewrapped += written;
    left += changes.length - written;
  }
  // What was sealed while this went on is seen by the next round.
  return { rewrapped, left: left + (rewrapped > 0 ? 1 : 0), unknown };
}

function rewrap(current: NamedKey, former: readonly NamedKey[], sealed: Sealed): Sealed | null {
  const key = former.find(({ id }) => id === keyIdOf(sealed));
  return key === undefined ? null : rewrapWith(key, current, sealed);
}

async function* pages(rows: SealedRows): AsyncGenerator<readonly SealedCell[]> {
  for (let after: string | null = null; ; ) {
    const cells: readonly SealedCell[] = await rows.cells(after, CELLS_AT_ONCE);
    if (cells.length > 0) yield cells;
    after = cells.at(-1)?.place ?? null;
    if (cells.length < CELLS_AT_ONCE || after === null) return;
  }
}
