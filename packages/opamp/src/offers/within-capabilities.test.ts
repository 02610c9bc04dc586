import { describe, expect, test } from "vitest";
import { type AgentCapability, agentCapabilities, makeInstanceUid } from "../index.js";
import { newInstanceUid, restartCommand, withinCapabilities } from "./index.js";

const NONE = agentCapabilities("ReportsStatus");
const SETTINGS = {
  hash: new Uint8Array([1]),
  opamp: { destinationEndpoint: "ws://hub/v1/opamp" },
  ownMetrics: { destinationEndpoint: "http://hub/v1/metrics" },
  ownTraces: { destinationEndpoint: "" },
  ownLogs: { destinationEndpoint: "" },
  otherConnections: { db: { destinationEndpoint: "db" } },
};

describe("within capabilities", () => {
  test("P-01 P-02 P-06 remote config, packages and commands are dropped where their bit is clear", () => {
    const cases: [Parameters<typeof withinCapabilities>[0], string, AgentCapability][] = [
      [
        { remoteConfig: { configHash: new Uint8Array([1]) } },
        "remoteConfig",
        "AcceptsRemoteConfig",
      ],
      [{ packagesAvailable: {} }, "packagesAvailable", "AcceptsPackages"],
      [restartCommand(), "command", "AcceptsRestartCommand"],
    ];
    for (const [fields, field, capability] of cases) {
      const dropped = [{ field, capability }];
      expect(withinCapabilities(fields, NONE)).toEqual({ fields: undefined, dropped });
      expect(withinCapabilities(fields, agentCapabilities(capability))).toEqual({
        fields,
        dropped: [],
      });
    }
  });

  test("P-03 P-04 P-05 each connection setting has its own bit, and the hash stays that of all", () => {
    const bits = agentCapabilities("ReportsOwnMetrics", "ReportsOwnLogs");
    const { fields, dropped } = withinCapabilities(
      { flags: 1n, connectionSettings: SETTINGS },
      bits,
    );
    const { hash, ownMetrics, ownLogs } = SETTINGS;
    expect(fields).toEqual({ flags: 1n, connectionSettings: { hash, ownMetrics, ownLogs } });
    expect(dropped.map(({ field }) => field)).toEqual([
      "connectionSettings.opamp",
      "connectionSettings.ownTraces",
      "connectionSettings.otherConnections",
    ]);
    expect(withinCapabilities({ connectionSettings: SETTINGS }, NONE).fields).toBeUndefined();
    expect(SETTINGS.opamp).toBeDefined();
  });

  test("P-09 the bits are those of the latest report, whatever was offered before", () => {
    const fields = { remoteConfig: { configHash: new Uint8Array([1]) } };
    const accepts = agentCapabilities("AcceptsRemoteConfig");
    const seen = [accepts, NONE, accepts].map((bits) => withinCapabilities(fields, bits).fields);
    expect(seen).toEqual([fields, undefined, fields]);
  });
});

describe("fields that go wrong by hand", () => {
  test("I-08 a new instance UID is 16 bytes of an RFC 9562 UUID", () => {
    const uid = makeInstanceUid(1, new Uint8Array(10));
    expect(newInstanceUid(uid).agentIdentification?.newInstanceUid?.length).toBe(16);
    for (const wrong of ["", "x", "00000000-0000-0000-0000-000000000000"]) {
      expect(() => newInstanceUid(wrong as typeof uid)).toThrow(/RFC 9562/);
    }
  });

  test("M-01 a restart is a command and nothing else", () => {
    expect(restartCommand()).toEqual({ command: { type: 0 } });
  });
});
