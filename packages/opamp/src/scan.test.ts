import { create, equals, fromBinary, fromJsonString, toBinary } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentReport } from "./agent-report.js";
import { AgentToServerSchema } from "./messages.js";
import { REPORT_PARTS } from "./report-parts.js";
import { scanAgentToServer } from "./scan.js";
import { fromHex, toHex } from "./testing/hex.js";
import { recordedFrames } from "./testing/recorded-frames.js";

const UID = "0192f0a0-b0c0-7d0e-8f00-112233445566";
const HEAD = "0a100192f0a0b0c07d0e8f00112233445566";
const FRAMES = recordedFrames();

function scan(hex: string): AgentReport {
  const result = scanAgentToServer(fromHex(hex));
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

/** The message put together from scalars and separately decoded parts; undefined when one is refused. */
function assemble(report: AgentReport) {
  const message = create(AgentToServerSchema, {
    instanceUid: report.instanceUidBytes,
    sequenceNum: report.sequenceNum,
    capabilities: report.capabilities,
    flags: report.flags,
  });
  for (const part of REPORT_PARTS) {
    const decoded = report.decode(part);
    if (!decoded.ok) return undefined;
    if (decoded.value !== undefined) Object.assign(message, { [part]: decoded.value });
  }
  return message;
}

test("scalars are read at once, parts are kept as bytes", () => {
  const report = scan(`${HEAD}10ac0220c5504a00`);
  expect(report.instanceUid).toBe(UID);
  expect(report.sequenceNum).toBe(300n);
  expect(report.capabilities).toBe(0x2845n);
  expect(report.flags).toBe(0n);
  expect(report.parts()).toEqual(["agentDisconnect"]);
  expect(report.bytesOf("agentDisconnect")).toHaveLength(0);
  expect(report.bytesOf("health")).toBeUndefined();
  expect(report.isBare).toBe(false);
  expect(scan(`${HEAD}100120c550`).isBare).toBe(true);
});

test("C-03 present but empty is not absent", () => {
  const report = scan(`${HEAD}3a00`);
  expect(report.has("remoteConfigStatus")).toBe(true);
  expect(report.decode("remoteConfigStatus")).toMatchObject({ ok: true, value: { status: 0 } });
  expect(report.decode("health")).toEqual({ ok: true, value: undefined });
});

test("Q-15 scalars keep all 64 bits", () => {
  const report = scan(`${HEAD}10818080808080801020ffffffffffffffffff01`);
  expect(report.sequenceNum).toBe(2n ** 53n + 1n);
  expect(report.capabilities).toBe(2n ** 64n - 1n);
});

test("a scalar sent twice holds its last value, a part sent twice is merged", () => {
  const report = scan(`${HEAD}10011002 3a040a02abcd 2001 3a021001`);
  expect(report.sequenceNum).toBe(2n);
  expect(toHex(report.bytesOf("remoteConfigStatus") ?? new Uint8Array())).toBe("0a02abcd1001");
});

test("X-07 a piece of a part that is cut off does not go on in the next piece", () => {
  const report = scan(`${HEAD}3a040a06abcd3a040a020102`);
  expect(report.decode("remoteConfigStatus")).toMatchObject({
    ok: false,
    problem: { code: "malformed" },
  });
  expect(report.message().ok).toBe(false);
});

test("F-01 unknown fields are passed over, groups included", () => {
  const report = scan(
    `${HEAD}1005 800301 8a030101 83030801 8403 950301020304 910301020304050607 08 2001`,
  );
  expect(report.sequenceNum).toBe(5n);
  expect(report.capabilities).toBe(1n);
});

test("F-02 unknown enum numbers stay numbers", () => {
  const decoded = scan(`${HEAD}3a021009`).decode("remoteConfigStatus");
  expect(decoded).toMatchObject({ ok: true, value: { status: 9 } });
});

test("I-01 an instance UID that is not 16 bytes is refused", () => {
  for (const hex of ["", "0a00", "1001", `0a1a${"41".repeat(26)}`]) {
    const result = scanAgentToServer(fromHex(hex));
    expect(result).toMatchObject({ ok: false, problem: { code: "instance-uid" } });
  }
});

test("X-01 bytes that are no AgentToServer are refused", () => {
  for (const tail of [
    "10",
    "2a05",
    "2aff",
    "2901",
    "00",
    "0f",
    "1a80",
    "83030801",
    "8a03ffffffffff01",
  ]) {
    const result = scanAgentToServer(fromHex(HEAD + tail));
    expect(result, tail).toMatchObject({ ok: false, problem: { code: "malformed" } });
  }
});

test.each(FRAMES.map((frame) => [frame.name, frame] as const))(
  "the lazy view of %s is what protobuf-es and the record say",
  (_, frame) => {
    const result = scanAgentToServer(frame.bytes);
    if (!result.ok) throw new Error(result.problem.message);
    const eager = fromBinary(AgentToServerSchema, frame.bytes);
    const lazy = assemble(result.value);
    expect(lazy !== undefined && equals(AgentToServerSchema, lazy, eager)).toBe(true);
    expect(
      equals(AgentToServerSchema, fromJsonString(AgentToServerSchema, frame.json), eager),
    ).toBe(true);
  },
);

test("P14 on mutated frames the lazy view says what protobuf-es says, or refuses", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...FRAMES),
      fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("set", "drop", "twice")), {
        maxLength: 3,
      }),
      (frame, mutations) => {
        const bytes = mutate(frame.bytes, mutations);
        const result = scanAgentToServer(bytes);
        const lazy = result.ok ? assemble(result.value) : undefined;
        if (lazy === undefined) return;
        accepted += 1;
        const eager = fromBinary(AgentToServerSchema, bytes, { readUnknownFields: false });
        expect(toHex(toBinary(AgentToServerSchema, strip(lazy)))).toBe(
          toHex(toBinary(AgentToServerSchema, eager)),
        );
      },
    ),
    { seed: 20261122, numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(300);
});

/** Without the unknown fields that a mutation may have made. */
function strip(message: ReturnType<typeof create<typeof AgentToServerSchema>>) {
  return fromBinary(AgentToServerSchema, toBinary(AgentToServerSchema, message), {
    readUnknownFields: false,
  });
}

function mutate(bytes: Uint8Array, mutations: readonly [number, number, string][]): Uint8Array {
  let current = [...bytes];
  for (const [place, value, kind] of mutations) {
    const index = place % current.length;
    if (kind === "set") current[index] = value;
    else if (kind === "drop") current.splice(index, 1);
    else current = [...current.slice(0, index), ...current.slice(index - 8)];
  }
  return Uint8Array.from(current);
}
