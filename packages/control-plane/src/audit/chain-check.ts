import type { AuditCheckpoint, AuditEntry, ChainHead, StoredEntry } from "../model.js";
import { canonicalJson } from "../canonical-json.js";
import {
  chainHash,
  checkpointBytes,
  checkpointDigest,
  indexOf,
  keyIdOf,
  NO_HASH,
  type Sha256,
} from "./chain.js";
import { type Broken, broken } from "./faults.js";
import type { Signatures } from "./signatures.js";

/** What verifying needs of the platform. */
export interface CheckDeps {
  readonly digest: Sha256;
  readonly signatures: Pick<Signatures, "verify">;
  /** Ids of the keys that are believed; null: whichever key signed first. */
  readonly trustedKeys: readonly string[] | null;
}

/** Where a stretch of the chain begins. */
export interface ChainStart {
  /** The entry before the first. */
  readonly sequence: number;
  readonly hash: string;
}

/** An entry as it is to be verified; `index` is absent in exports, which have no copies. */
export type CheckedEntry = Omit<StoredEntry, "index"> & Partial<Pick<StoredEntry, "index">>;

/** Follows a chain entry by entry. Every method answers what is broken, or null; after that it is not asked again. */
export class ChainCheck {
  /** The last entry that verifies. */
  sequence: number;
  hash: string;
  entries = 0;
  checkpoints = 0;
  signedThrough = 0;
  keyId: string | null = null;
  private readonly signed = new Map<number, AuditCheckpoint>();
  private lastCheckpoint: AuditCheckpoint | null = null;
  private readonly cuts = new Set<number>();

  constructor(
    private readonly deps: CheckDeps,
    private readonly start: ChainStart = { sequence: 0, hash: NO_HASH },
  ) {
    this.sequence = start.sequence;
    this.hash = start.hash;
  }

  /** The checkpoint that the next one has to follow, where not all are at hand. It is verified by itself. */
  follow(checkpoint: AuditCheckpoint): Broken | null {
    const fault = this.signature(checkpoint);
    if (fault !== null) return fault;
    this.lastCheckpoint = checkpoint;
    this.signedThrough = checkpoint.sequence;
    return null;
  }

  /** In their order, each before the entry that it covers, or right behind it. */
  checkpoint(checkpoint: AuditCheckpoint): Broken | null {
    const { number, sequence, previous, hash } = checkpoint;
    const before = this.lastCheckpoint;
    const follows =
      number === (before?.number ?? 0) + 1 &&
      previous === (before === null ? NO_HASH : checkpointDigest(this.deps.digest, before)) &&
      sequence > (before?.sequence ?? 0);
    if (!follows) return broken("checkpoint-differs", sequence);
    const fault = this.signature(checkpoint);
    if (fault !== null) return fault;
    this.lastCheckpoint = checkpoint;
    this.checkpoints += 1;
    if (sequence > this.sequence) this.signed.set(sequence, checkpoint);
    else if (sequence === this.sequence) {
      if (hash !== this.hash) return broken("checkpoint-differs", sequence);
      this.signedThrough = sequence;
    } else if (sequence > this.start.sequence) return broken("checkpoint-differs", sequence);
    return null;
  }

  entry(stored: CheckedEntry): Broken | null {
    const { sequence, canonical, hash, index } = stored;
    const expected = this.sequence + 1;
    if (sequence > expected) return broken("missing-entries", expected);
    if (sequence < expected) return broken("out-of-order", expected);
    if (chainHash(this.deps.digest, sequence, this.hash, canonical) !== hash) {
      return broken("hash-differs", sequence);
    }
    const entry = entryIn(canonical);
    if (entry === null) return broken("unreadable", sequence);
    if (canonicalJson(entry) !== canonical) return broken("not-canonical", sequence);
    if (index !== undefined && canonicalJson(index) !== canonicalJson(indexOf(entry))) {
      return broken("columns-differ", sequence);
    }
    const checkpoint = this.signed.get(sequence);
    if (checkpoint !== undefined) {
      if (checkpoint.hash !== hash) return broken("checkpoint-differs", sequence);
      this.signed.delete(sequence);
      this.signedThrough = sequence;
    }
    this.noteCut(entry);
    [this.sequence, this.hash] = [sequence, hash];
    this.entries += 1;
    return null;
  }

  /** That nothing is missing behind the last entry, nor before the first. */
  end(head: ChainHead): Broken | null {
    const promised = Math.max(head.sequence, ...this.signed.keys());
    if (promised > this.sequence) return broken("missing-entries", this.sequence + 1);
    const fault = this.endsAt(head);
    if (fault !== null) return fault;
    const { sequence } = this.start;
    if (sequence > 0 && !this.cuts.has(sequence)) return broken("cut-without-proof", sequence + 1);
    return null;
  }

  /** That the last entry is the one that the head names. */
  endsAt(head: Pick<ChainHead, "sequence" | "hash">): Broken | null {
    if (head.sequence > this.sequence) return broken("missing-entries", this.sequence + 1);
    const isSame = head.sequence === this.sequence && head.hash === this.hash;
    return isSame ? null : broken("head-differs", this.sequence);
  }

  private signature(checkpoint: AuditCheckpoint): Broken | null {
    const { sequence, publicKey, signature, keyId } = checkpoint;
    const { digest, signatures, trustedKeys } = this.deps;
    if (keyIdOf(digest, publicKey) !== keyId) return broken("signature-invalid", sequence);
    if (!signatures.verify(publicKey, checkpointBytes(checkpoint), signature)) {
      return broken("signature-invalid", sequence);
    }
    const trusted = trustedKeys ?? [this.keyId ?? keyId];
    if (!trusted.includes(keyId)) return broken("other-key", sequence);
    this.keyId = keyId;
    return null;
  }

  private noteCut({ action, after }: AuditEntry): void {
    if (action !== CUT_ACTION || typeof after !== "object" || after === null) return;
    if ("through" in after && typeof after.through === "number") this.cuts.add(after.through);
  }
}

/** What the entry is called that says what retention dropped. */
export const CUT_ACTION = "cut-audit";

/** The entry in a text, where it has the shape of one. */
export function entryIn(canonical: string): AuditEntry | null {
  try {
    const value: unknown = JSON.parse(canonical);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is AuditEntry {
  if (!isObject(value) || !isObject(value["actor"]) || !isObject(value["resource"])) return false;
  const { actor, resource } = value;
  const texts = [value["id"], value["action"], actor["id"], actor["kind"], actor["requestId"]];
  return (
    [...texts, resource["kind"], resource["id"]].every((text) => typeof text === "string") &&
    typeof value["at"] === "number"
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
