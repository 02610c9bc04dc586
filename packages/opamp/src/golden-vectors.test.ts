import { create, equals } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { decodeAgentToServer, decodeServerToAgent } from "./decode.js";
import { encodeAgentToServer, encodeServerToAgent } from "./encode.js";
import {
  type AgentToServer,
  AgentToServerSchema,
  CommandType,
  type MessageInitShape,
  RemoteConfigStatuses,
  ServerErrorResponseType,
  type ServerToAgent,
  ServerToAgentSchema,
} from "./messages.js";
import { decodeFrame, encodeFrame } from "./frame.js";
import { REPORT_PARTS } from "./report-parts.js";
import { scanAgentToServer } from "./scan.js";
import { fromHex, toHex } from "./testing/hex.js";

const instanceUid = fromHex("0192f0a0b0c07d0e8f00112233445566");
const HEAD = `0a10${toHex(instanceUid)}`;
const hash = fromHex("abcd");

const REPORTS: Record<string, [hex: string, record: MessageInitShape<typeof AgentToServerSchema>]> =
  {
    "A1 seq 0, supervisor capabilities": ["20c550", { capabilities: 0x2845n }],
    "A2 heartbeat": ["100120c550", { sequenceNum: 1n, capabilities: 0x2845n }],
    "A3 disconnect": [
      "10ac0220c5504a00",
      { sequenceNum: 300n, capabilities: 0x2845n, agentDisconnect: {} },
    ],
    "A4 status present but empty": [
      "2083203a00",
      { capabilities: 0x1003n, remoteConfigStatus: {} },
    ],
    "A5 applied": [
      "10022083203a060a02abcd1001",
      {
        sequenceNum: 2n,
        capabilities: 0x1003n,
        remoteConfigStatus: {
          lastRemoteConfigHash: hash,
          status: RemoteConfigStatuses.APPLIED,
        },
      },
    ],
    "A6 asks for an instance UID": ["20015001", { capabilities: 1n, flags: 1n }],
    "A7 components by hash": [
      "20818001720412020102",
      { capabilities: 0x4001n, availableComponents: { hash: fromHex("0102") } },
    ],
    "A8 unhealthy": [
      "2081102a0c1101000000000000001a0178",
      { capabilities: 0x801n, health: { startTimeUnixNano: 1n, lastError: "x" } },
    ],
  };

const body = new TextEncoder().encode("a: 1");
const REPLIES: Record<string, [hex: string, record: MessageInitShape<typeof ServerToAgentSchema>]> =
  {
    "S1 plain acknowledgement": ["", {}],
    "S2 first acknowledgement": ["3807", { capabilities: 7n }],
    "S3 full state": ["3001", { flags: 1n }],
    "S4 remote config": [
      "1a1d0a170a150a0012110a04613a20311209746578742f79616d6c1202abcd",
      {
        remoteConfig: {
          config: { configMap: { "": { body, contentType: "text/yaml" } } },
          configHash: hash,
        },
      },
    ],
    "S5 unavailable": [
      "121008021204627573791a060880d88ee16f",
      {
        errorResponse: {
          type: ServerErrorResponseType.Unavailable,
          errorMessage: "busy",
          Details: { case: "retryInfo", value: { retryAfterNanoseconds: 30_000_000_000n } },
        },
      },
    ],
    "S6 bad request": [
      "120708011203626164",
      {
        errorResponse: {
          type: ServerErrorResponseType.BadRequest,
          errorMessage: "bad",
        },
      },
    ],
    "S7 restart": ["4a00", { command: { type: CommandType.Restart } }],
    "S8 new instance UID": [
      "42120a100192f0a0b0c07d0e8f00112233445577",
      { agentIdentification: { newInstanceUid: fromHex("0192f0a0b0c07d0e8f00112233445577") } },
    ],
    "S9 empty config map": ["1a060a001202abcd", { remoteConfig: { config: {}, configHash: hash } }],
    "S10 connection settings": [
      "22200a01011a1b0a1968747470733a2f2f6d3a343331382f76312f6d657472696373",
      {
        connectionSettings: {
          hash: fromHex("01"),
          ownMetrics: { destinationEndpoint: "https://m:4318/v1/metrics" },
        },
      },
    ],
  };

test.each(Object.entries(REPORTS))("%s", (_, [hex, record]) => {
  const message: AgentToServer = create(AgentToServerSchema, { instanceUid, ...record });
  expect(toHex(encodeAgentToServer(message))).toBe(HEAD + hex);
  const decoded = decodeAgentToServer(fromHex(HEAD + hex));
  expect(decoded.ok && equals(AgentToServerSchema, decoded.value, message)).toBe(true);
});

test.each(Object.entries(REPORTS))("%s, read lazily and in its frame", (_, [hex, record]) => {
  const bytes = fromHex(HEAD + hex);
  const frame = encodeFrame(bytes);
  expect(toHex(frame)).toBe(`00${HEAD}${hex}`);
  const unframed = decodeFrame(frame);
  const scan = unframed.ok ? scanAgentToServer(unframed.value) : unframed;
  const message = create(AgentToServerSchema, { instanceUid, ...record });
  if (!scan.ok) throw new Error(scan.problem.message);
  expect(toHex(scan.value.instanceUidBytes)).toBe(toHex(instanceUid));
  const { sequenceNum, capabilities, flags } = message;
  expect(scan.value).toMatchObject({ sequenceNum, capabilities, flags });
  for (const part of REPORT_PARTS) {
    expect(scan.value.has(part), part).toBe(message[part] !== undefined);
    expect(scan.value.decode(part), part).toEqual({ ok: true, value: message[part] });
  }
});

test.each(Object.entries(REPLIES))("%s", (_, [hex, record]) => {
  const message: ServerToAgent = create(ServerToAgentSchema, { instanceUid, ...record });
  expect(toHex(encodeServerToAgent(message))).toBe(HEAD + hex);
  const decoded = decodeServerToAgent(fromHex(HEAD + hex));
  expect(decoded.ok && equals(ServerToAgentSchema, decoded.value, message)).toBe(true);
});

describe("what the vectors do not show", () => {
  const configMapOf = (hex: string) => {
    const decoded = decodeServerToAgent(fromHex(HEAD + hex));
    if (!decoded.ok) throw new Error(decoded.problem.message);
    const files = Object.entries(decoded.value.remoteConfig?.config?.configMap ?? {});
    return files.map(([key, file]) => [key, toHex(file.body), file.contentType]);
  };

  test("a map entry without key is that of the empty key, one without value an empty file", () => {
    expect(configMapOf("1a090a070a0512030a0161")).toEqual([["", "61", ""]]);
    expect(configMapOf("1a070a050a030a0161")).toEqual([["a", "", ""]]);
    expect(configMapOf("1a040a020a00")).toEqual([["", "", ""]]);
  });

  test("F-01 F-02 fields and enum numbers that nobody knows come through beside those that are known", () => {
    const decoded = decodeAgentToServer(fromHex(`${HEAD}3a021009d2860304deadbeef`));
    expect(decoded.ok && decoded.value.remoteConfigStatus?.status).toBe(9);
  });
});
