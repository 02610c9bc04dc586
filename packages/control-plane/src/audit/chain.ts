import { foldCase } from "@fleethub/fleet/query";
import { canonicalJson } from "../canonical-json.js";
import type { AuditCheckpoint, AuditEntry, AuditIndex } from "../model.js";
import type { Digest } from "../ports.js";

/** What stands where the hash of an entry or checkpoint before the first would. */
export const NO_HASH = "0".repeat(64);

/** Words in front of what is hashed or signed, so that no text of one kind passes for another. */
const ENTRY_DOMAIN = "fleethub audit entry 1";
const CHECKPOINT_DOMAIN = "fleethub audit checkpoint 1";
const END_DOMAIN = "fleethub audit export 1";

const encoder = new TextEncoder();

/** What chaining hashes with. */
export type Sha256 = Pick<Digest, "sha256">;

/** SHA-256 of a text in UTF-8, 64 hex digits. */
export const sha256Of = (digest: Sha256, text: string): string =>
  digest.sha256(encoder.encode(text));

/**
 * The hash of an entry: SHA-256 over the domain, its sequence in decimal, the hash before it and the SHA-256 of its
 * canonical bytes, each on a line of its own, without a line end after the last.
 */
export function chainHash(
  digest: Sha256,
  sequence: number,
  previous: string,
  canonical: string,
): string {
  const content = sha256Of(digest, canonical);
  return sha256Of(digest, `${ENTRY_DOMAIN}\n${sequence}\n${previous}\n${content}`);
}

/** A half of a pair of code units alone: no UTF-8 has it, so copies hold U+FFFD in its place. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const kept = (text: string) => text.replace(LONE_SURROGATE, "\ufffd");

/** The copies of an entry's parts that stores find it by. */
export function indexOf(entry: AuditEntry): AuditIndex {
  const { id, at, actor, action, resource, follows = "", configHash = "", approval } = entry;
  const words = [
    action,
    resource.kind,
    resource.id,
    actor.id,
    actor.reason ?? "",
    actor.requestId,
    configHash,
    approval?.id ?? "",
  ];
  return {
    id: kept(id),
    at,
    actorKind: kept(actor.kind),
    actorId: kept(actor.id),
    action: kept(action),
    resourceKind: kept(resource.kind),
    resourceId: kept(resource.id),
    follows: kept(follows),
    words: words.map((word) => foldCase(kept(word))).join("\n"),
  };
}

/** What a checkpoint says, without its signature. */
export type Statement = Omit<AuditCheckpoint, "signature">;

/** The bytes that are signed of a checkpoint. */
export function checkpointBytes({
  number,
  sequence,
  hash,
  at,
  previous,
  keyId,
  publicKey,
}: Statement): Uint8Array {
  const statement = { number, sequence, hash, at, previous, keyId, publicKey };
  return encoder.encode(`${CHECKPOINT_DOMAIN}\n${canonicalJson(statement)}`);
}

/** What the next checkpoint names this one by. */
export const checkpointDigest = (digest: Sha256, checkpoint: AuditCheckpoint): string =>
  sha256Of(digest, canonicalJson(checkpoint));

/** The bytes that are signed at the end of an export: its header and how far it goes. */
export const endBytes = (statement: unknown): Uint8Array =>
  encoder.encode(`${END_DOMAIN}\n${canonicalJson(statement)}`);

/** The name of a public key. */
export const keyIdOf = (digest: Sha256, publicKey: string): string =>
  sha256Of(digest, publicKey).slice(0, 16);
