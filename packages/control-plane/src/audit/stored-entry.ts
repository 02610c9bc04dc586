import type { AuditEntry, ChainedEntry, StoredEntry } from "../model.js";
import { indexOf } from "./chain.js";

/** An entry as a store keeps it. */
export function storedEntry(
  entry: AuditEntry,
  sequence: number,
  canonical: string,
  hash: string,
): StoredEntry {
  return { sequence, canonical, hash, index: indexOf(entry) };
}

/** The entry that a store kept, with its place in the chain. Its bytes are the store's own. */
export function chainedEntry(
  { sequence, canonical, hash }: Pick<StoredEntry, "sequence" | "canonical" | "hash">,
  previous: string,
): ChainedEntry {
  const entry: AuditEntry = JSON.parse(canonical);
  return { ...entry, sequence, previous, hash };
}
