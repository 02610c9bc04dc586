import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex } from "../testing/hex.js";
import { decodeReply, HEAD_A, testServer } from "../testing/test-server.js";

const SEED = 20_261_123;
const REPORT = `00${HEAD_A}20c550`;

const name = fc.oneof(fc.constant(""), fc.constant("__proto__"), fc.string({ unit: "grapheme" }));
const file = fc.record({
  body: fc.uint8Array({ maxLength: 300 }),
  contentType: fc.constantFrom("", "text/yaml", "application/x-of-our-own; v=1"),
});

test("G-16 bodies arrive byte for byte in replies and pushes, whatever they are and whatever their type", () => {
  const law = fc.property(
    fc.dictionary(name, file, { minKeys: 1, maxKeys: 4 }),
    fc.uint8Array({ minLength: 1, maxLength: 32 }),
    (configMap, configHash) => {
      const fields = { remoteConfig: { config: { configMap }, configHash } };
      const { open } = testServer({ onReport: () => fields });
      const { socket, connection, receive } = open();
      receive(REPORT);
      for (const uid of connection.agents()) connection.push(uid, fields);
      expect(socket.sent).toHaveLength(2);
      for (const frame of socket.sent) {
        const { remoteConfig } = decodeReply(fromHex(frame));
        expect(remoteConfig?.configHash).toEqual(configHash);
        const arrived = Object.entries(remoteConfig?.config?.configMap ?? {});
        expect(
          new Map(arrived.map(([key, { body, contentType }]) => [key, { body, contentType }])),
        ).toEqual(new Map(Object.entries(configMap)));
      }
    },
  );
  fc.assert(law, { seed: SEED, numRuns: 200 });
});
