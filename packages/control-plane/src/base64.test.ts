import fc from "fast-check";
import { expect, it } from "vitest";
import { toBase64, toBase64Url } from "./base64.js";

it("writes bytes as the platform does, without padding", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const platform = Buffer.from(bytes);
      expect(toBase64(bytes)).toBe(platform.toString("base64").replace(/=+$/, ""));
      expect(toBase64Url(bytes)).toBe(platform.toString("base64url"));
    }),
    { seed: 7 },
  );
});
