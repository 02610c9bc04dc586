import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint, ChainHead } from "../model.js";
import { checkpointBytes, checkpointDigest, keyIdOf, NO_HASH, type Sha256 } from "./chain.js";
import type { AuditSigner } from "./signatures.js";

/** The checkpoint that follows `last`, signed over the chain as far as `head`. */
export function signedCheckpoint(
  digest: Sha256,
  signer: AuditSigner,
  last: AuditCheckpoint | null,
  head: Pick<ChainHead, "sequence" | "hash">,
  at: Millis,
): AuditCheckpoint {
  const { publicKey } = signer;
  const statement = {
    number: (last?.number ?? 0) + 1,
    sequence: head.sequence,
    hash: head.hash,
    at,
    previous: last === null ? NO_HASH : checkpointDigest(digest, last),
    keyId: keyIdOf(digest, publicKey),
    publicKey,
  };
  return { ...statement, signature: signer.sign(checkpointBytes(statement)) };
}
