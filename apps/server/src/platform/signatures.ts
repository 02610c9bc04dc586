import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { Signatures } from "@fleethub/control-plane";

/** What stands before 32 bytes of seed in PKCS #8, and before 32 bytes of key in SPKI (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** Node's own Ed25519. */
export const systemSignatures: Signatures = {
  signer(seed) {
    const key = createPrivateKey({
      key: Buffer.concat([PRIVATE_PREFIX, seed]),
      format: "der",
      type: "pkcs8",
    });
    const spki = createPublicKey(key).export({ format: "der", type: "spki" });
    return {
      publicKey: spki.subarray(PUBLIC_PREFIX.length).toString("hex"),
      sign: (bytes) => sign(null, bytes, key).toString("hex"),
    };
  },
  verify(publicKey, bytes, signature) {
    // In lower case and of this length alone: another spelling of the same bytes is not what was signed.
    if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
    try {
      const der = Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, "hex")]);
      const key = createPublicKey({ key: der, format: "der", type: "spki" });
      return verify(null, bytes, key, Buffer.from(signature, "hex"));
    } catch {
      return false;
    }
  },
};
