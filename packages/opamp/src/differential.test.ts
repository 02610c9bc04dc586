import { type DescMessage, create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeAgentToServer, decodeServerToAgent } from "./decode.js";
import { type AgentToServer, AgentToServerSchema, ServerToAgentSchema } from "./messages.js";
import { REPORT_PARTS } from "./report-parts.js";
import { scanAgentToServer } from "./scan.js";
import { checkCodec } from "./testing/fuzz/codec-target.js";
import type { Direction } from "./testing/fuzz/frames.js";
import { mutateMessage } from "./testing/fuzz/mutate.js";
import { SeededRandom } from "./testing/fuzz/random.js";
import { takeApart } from "./testing/fuzz/wire-tree.js";
import { messageArbitrary } from "./testing/message-arbitrary.js";

const SEED = 20_261_123;
const DEPTH = 4;
const UID_SIZE_BYTES = 16;

const instanceUid = fc.uint8Array({ minLength: UID_SIZE_BYTES, maxLength: UID_SIZE_BYTES });
const reports = fc
  .tuple(messageArbitrary(AgentToServerSchema, DEPTH), instanceUid)
  .map(([fields, uid]) =>
    toBinary(AgentToServerSchema, create(AgentToServerSchema, { ...fields, instanceUid: uid })),
  );
const replies = messageArbitrary(ServerToAgentSchema, DEPTH).map((fields) =>
  toBinary(ServerToAgentSchema, create(ServerToAgentSchema, fields)),
);

/** NaN equals NaN here, which `equals` denies: what is written is compared too. */
function same<Schema extends DescMessage>(schema: Schema, one: Uint8Array, other: Uint8Array) {
  const isSame = Buffer.from(one).equals(other);
  return isSame || equals(schema, fromBinary(schema, one), fromBinary(schema, other));
}

test("every generated AgentToServer is read as the protobuf runtime reads it", () => {
  fc.assert(
    fc.property(reports, (bytes) => {
      const ours = decodeAgentToServer(bytes);
      expect(ours.ok).toBe(true);
      if (!ours.ok) return;
      expect(same(AgentToServerSchema, toBinary(AgentToServerSchema, ours.value), bytes)).toBe(
        true,
      );
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("every generated ServerToAgent is read as the protobuf runtime reads it", () => {
  fc.assert(
    fc.property(replies, (bytes) => {
      const ours = decodeServerToAgent(bytes);
      expect(ours.ok).toBe(true);
      if (!ours.ok) return;
      expect(same(ServerToAgentSchema, toBinary(ServerToAgentSchema, ours.value), bytes)).toBe(
        true,
      );
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("the scan with its parts says of every generated report what decoding at once says", () => {
  fc.assert(
    fc.property(reports, (bytes) => {
      const scan = scanAgentToServer(bytes);
      if (!scan.ok) throw new Error(scan.problem.message);
      const report = scan.value;
      const expected: AgentToServer = fromBinary(AgentToServerSchema, bytes);
      expect(report.instanceUidBytes).toEqual(expected.instanceUid);
      expect(report.sequenceNum).toBe(expected.sequenceNum);
      expect(report.capabilities).toBe(expected.capabilities);
      expect(report.flags).toBe(expected.flags);
      for (const part of REPORT_PARTS) {
        expect(report.has(part), part).toBe(expected[part] !== undefined);
        const decoded = report.decode(part);
        expect(decoded).toEqual({ ok: true, value: expected[part] });
      }
      expect(report.refusal).toBeUndefined();
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test.each<[Direction, fc.Arbitrary<Uint8Array>, DescMessage]>([
  ["to-server", reports, AgentToServerSchema],
  ["to-agent", replies, ServerToAgentSchema],
])(
  "X-07 of mutated messages %s only those are accepted that the protobuf runtime accepts, with its value",
  (direction, messages, schema) => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(messages, fc.integer(), (bytes, seed) => {
        const nodes = takeApart(schema, bytes);
        const random = new SeededRandom(seed);
        const spare = nodes[0] ?? {
          field: 1,
          wire: 0,
          value: bytes,
          children: undefined,
          lie: undefined,
        };
        const donor = { node: () => ({ ...spare, children: undefined }) };
        verdicts.add(checkCodec(direction, mutateMessage(nodes, donor, random)));
      }),
      { seed: SEED, numRuns: 1000 },
    );
    expect([...verdicts].toSorted()).toEqual(["accepted", "refused", "refused by us alone"]);
  },
);
