import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { HubKey } from "../index.js";

const KEY = new Uint8Array(32).fill(7);

/** A key of a hub with real sealing, without the envelope that lets it be rotated. */
export const TEST_HUB_KEY: HubKey = {
  kind: "held",
  id: "0707070707070707",
  seal: {
    seal(purpose, bytes) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", KEY, nonce).setAAD(Buffer.from(purpose));
      const content = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), content]));
    },
    open(purpose, sealed) {
      const decipher = createDecipheriv("aes-256-gcm", KEY, sealed.subarray(0, 12));
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(12, 28));
      try {
        const content = [decipher.update(sealed.subarray(28)), decipher.final()];
        return new Uint8Array(Buffer.concat(content));
      } catch {
        return null;
      }
    },
    isUnderOtherKey: () => false,
  },
  derive: (purpose) => new Uint8Array(createHmac("sha256", KEY).update(purpose).digest()),
};
