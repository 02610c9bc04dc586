/** Why a record does not verify. */
export type AuditFault =
  /** A line or an entry is no JSON of the right shape. */
  | "unreadable"
  /** The text is not the one that its content is written as. */
  | "not-canonical"
  /** A column that entries are found by is not what the entry says. */
  | "columns-differ"
  | "missing-entries"
  | "out-of-order"
  | "hash-differs"
  /** The store says that the chain ends elsewhere. */
  | "head-differs"
  | "checkpoint-differs"
  | "checkpoint-missing"
  | "signature-invalid"
  /** Signed by another key than the one that is trusted. */
  | "other-key"
  | "cut-without-proof"
  /** An export whose end nobody signed. */
  | "unsigned-end"
  /** An export without its end. */
  | "cut-short";

/** The first entry that does not verify, and why. */
export interface Broken {
  readonly sequence: number;
  readonly fault: AuditFault;
  readonly message: string;
  readonly remedy: string;
}

const KEEP =
  "Keep the store and its files as they are, compare with exports and anchored checkpoints from before, and find out who could write to them.";

const WORDS: Readonly<Record<AuditFault, (sequence: number) => readonly [string, string]>> = {
  unreadable: (n) => [`Entry ${n} cannot be read: it is no entry.`, KEEP],
  "not-canonical": (n) => [`Entry ${n} is not written as the hub writes entries.`, KEEP],
  "columns-differ": (n) => [`What entry ${n} is found by is not what it says.`, KEEP],
  "missing-entries": (n) => [`Entry ${n} is missing.`, KEEP],
  "out-of-order": (n) => [`Where entry ${n} belongs stands another one.`, KEEP],
  "hash-differs": (n) => [
    `Entry ${n} does not follow from what stands before it: it was changed, or the one before it was.`,
    KEEP,
  ],
  "head-differs": (n) => [`The chain ends at entry ${n}, and its head says otherwise.`, KEEP],
  "checkpoint-differs": (n) => [
    `The checkpoint of entry ${n} was signed over another entry, or does not follow from the checkpoint before it.`,
    KEEP,
  ],
  "checkpoint-missing": (n) => [
    `Entries before ${n} are gone, and no checkpoint covers them.`,
    KEEP,
  ],
  "signature-invalid": (n) => [`The signature of the checkpoint of entry ${n} is not valid.`, KEEP],
  "other-key": (n) => [
    `What covers entry ${n} was signed by another key than the one that is trusted.`,
    "Compare the key with the one that the hub shows on its audit page, and with earlier exports.",
  ],
  "cut-without-proof": (n) => [
    `Entries before ${n} are gone, and no entry says that retention dropped them.`,
    KEEP,
  ],
  "unsigned-end": (n) => [
    `Nobody signed that the export ends at entry ${n}: anybody may have written it.`,
    "Give the hub a key (docs/secrets.md) and export again.",
  ],
  "cut-short": (n) => [
    `The export ends before its last line: entry ${n} and what follows may be missing.`,
    "Export again, and see that the whole file was written.",
  ],
};

export function broken(fault: AuditFault, sequence: number): Broken {
  const [message, remedy] = WORDS[fault](sequence);
  return { sequence, fault, message, remedy };
}
