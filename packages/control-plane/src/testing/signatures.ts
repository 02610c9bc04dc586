import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { Signatures } from "../audit/signatures.js";

const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** Ed25519 of the platform that tests run on. */
export const testSignatures: Signatures = {
  signer(seed) {
    const der = Buffer.concat([PRIVATE_PREFIX, seed]);
    const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const spki = createPublicKey(key).export({ format: "der", type: "spki" });
    return {
      publicKey: spki.subarray(PUBLIC_PREFIX.length).toString("hex"),
      sign: (bytes) => sign(null, bytes, key).toString("hex"),
    };
  },
  verify(publicKey, bytes, signature) {
    if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
    const der = Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, "hex")]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verify(null, bytes, key, Buffer.from(signature, "hex"));
  },
};
