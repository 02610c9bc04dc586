import { toBinary } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instanceUidToBytes } from "../instance-uid.js";
import { create, ServerToAgentSchema } from "../messages.js";
import { bytes, setUp, UID } from "../testing/agent-set-up.js";

const WHOLE = toBinary(
  ServerToAgentSchema,
  create(ServerToAgentSchema, {
    instanceUid: instanceUidToBytes(UID),
    flags: 3n,
    capabilities: 7n,
    remoteConfig: {
      configHash: bytes("h"),
      config: { configMap: { "": { body: bytes("a: 1"), contentType: "text/yaml" } } },
    },
    connectionSettings: {
      hash: bytes("s"),
      opamp: { destinationEndpoint: "ws://x", heartbeatIntervalSeconds: 5n },
      ownMetrics: { destinationEndpoint: "http://x" },
    },
    packagesAvailable: { allPackagesHash: bytes("p"), packages: { a: { version: "1" } } },
    agentIdentification: { newInstanceUid: instanceUidToBytes(UID) },
    customCapabilities: { capabilities: ["io.example.ping"] },
    customMessage: { capability: "io.example.ping", type: "x", data: bytes("y") },
  }),
);

test("whatever a server sends, the agent does not throw and comes back", () => {
  const change = fc.record({ at: fc.nat(WHOLE.length - 1), to: fc.nat(255) });
  const mutated = fc
    .tuple(fc.array(change, { maxLength: 6 }), fc.integer({ min: 1, max: WHOLE.length }))
    .map(([changes, length]) => {
      const frame = new Uint8Array([0, ...WHOLE.subarray(0, length)]);
      for (const { at, to } of changes) if (at < length) frame[at + 1] = to;
      return frame;
    });
  const garbage = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(fc.array(fc.oneof(mutated, garbage), { maxLength: 20 }), (frames) => {
      const { server, time, agent } = setUp({ capabilities: 0xffffn });
      for (const frame of frames) {
        server.open();
        server.pushRaw(frame);
        time.advance(60_000);
      }
      for (let turn = 0; agent.state !== "connected" && turn < 3; turn += 1) {
        time.advance(Math.max(0, ...time.waits));
        server.open();
      }
      expect(agent.state).toBe("connected");
      void agent.stop();
      expect(time.waits).toEqual([]);
    }),
    { seed: 20_261_123, numRuns: 200 },
  );
});
