import type { Millis } from "@fleethub/fleet";
import type { Actor } from "./actor-model.js";

/** The approval request that an act was done by. */
export interface AuditApproval {
  readonly id: string;
  readonly number: number;
  /** Hash of the exact content that was looked at. */
  readonly hash: string;
  /** Who answered. */
  readonly by: string;
  readonly how: "approved" | "break-glass";
}

/** One act with what it changed, committed together with its effect. What became of it is another entry. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Millis;
  readonly actor: Actor;
  /** The verb, such as `pin` or `create-revision`. */
  readonly action: string;
  readonly resource: { readonly kind: string; readonly id: string };
  readonly before: unknown;
  readonly after: unknown;
  /** Id of the entry that this one is the outcome of. */
  readonly follows?: string;
  /** What allowed it, where a group is protected. */
  readonly approval?: AuditApproval;
  /** Hash of the configuration that it is about, as agents are offered it. */
  readonly configHash?: string;
  /** Agents that it reached. */
  readonly agents?: number;
}

/** An entry with its place in the chain. */
export interface ChainedEntry extends AuditEntry {
  /** 1, 2, 3, … without a gap, in the order of commits. */
  readonly sequence: number;
  /** Hash of the entry before, 64 hex digits; zeros before the first. */
  readonly previous: string;
  /** Over sequence, previous hash and the entry's canonical bytes (`chainHash`). */
  readonly hash: string;
}

/** An entry as the store has it, with every copy that it keeps of its parts: what verifying looks at. */
export interface StoredEntry {
  readonly sequence: number;
  /** JSON with sorted keys (`canonicalJson`). */
  readonly canonical: string;
  /** 64 hex digits; empty where the entry is older than the chain and was not chained yet. */
  readonly hash: string;
  /** What the store finds entries by: the same as `indexOf` makes of the entry. */
  readonly index: AuditIndex;
}

/** What entries are found by, copied beside them. */
export interface AuditIndex {
  readonly id: string;
  readonly at: Millis;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly resourceKind: string;
  readonly resourceId: string;
  /** Empty where it follows none. */
  readonly follows: string;
  /** What free text is looked for in, folded, one per line. */
  readonly words: string;
}

/** The hub's signature over the chain as far as one entry. */
export interface AuditCheckpoint {
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  /** The last entry that it covers. */
  readonly sequence: number;
  /** Hash of that entry. */
  readonly hash: string;
  readonly at: Millis;
  /** Digest of the checkpoint before (`checkpointDigest`); zeros before the first. */
  readonly previous: string;
  /** First 16 hex digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** Ed25519, 32 bytes in hex. */
  readonly publicKey: string;
  /** 64 bytes in hex. */
  readonly signature: string;
}

/** Where the chain stands. */
export interface ChainHead {
  /** The newest entry; 0: there is none. */
  readonly sequence: number;
  /** Its hash; zeros where there is none. */
  readonly hash: string;
  /** Retention dropped entries up to this one; 0: nothing. */
  readonly cutThrough: number;
}
