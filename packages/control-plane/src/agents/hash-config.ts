import type { ConfigHash } from "@fleethub/fleet";
import { configHash } from "@fleethub/opamp";
import type { Digest, HashConfig } from "../ports.js";
import { toHex } from "./facts/hex.js";

/** HMAC-SHA-256 under the store's key over the sorted, length-prefixed map, so that hashes in logs reveal nothing. */
export function createHashConfig(key: Uint8Array, digest: Digest): HashConfig {
  return (body) => {
    const files = [...body].map(([name, bytes]) => [name, { body: bytes }] as const);
    const hash = configHash(files, (bytes) => digest.hmacSha256(key, bytes));
    return toHex(hash) as ConfigHash;
  };
}
