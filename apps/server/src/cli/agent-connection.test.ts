import type { AgentDetail } from "@fleethub/api";
import { expect, test } from "vitest";
import { connectionAsked, connectionFacts } from "./agent-connection.js";

test("flags become what the hub is asked for; without any, nothing is", () => {
  expect(connectionAsked({})).toBeNull();
  expect(
    connectionAsked({
      heartbeat: "2m",
      ownMetrics: "hub",
      ownTraces: "off",
      ownLogs: "https://otlp.example/v1/logs",
    }),
  ).toEqual({
    heartbeatIntervalSeconds: 120,
    ownMetrics: true,
    ownTraces: null,
    ownLogs: { endpoint: "https://otlp.example/v1/logs" },
  });
  expect(connectionAsked({ heartbeat: "unset" })).toEqual({ heartbeatIntervalSeconds: null });
  expect(() => connectionAsked({ ownLogs: "hub" })).toThrow("--own-logs hub");
  expect(() => connectionAsked({ heartbeat: "soon" })).toThrow("--heartbeat soon");
});

test("what was told, and what became of it, is said in words", () => {
  const told = {
    status: "told",
    toldAt: "2026-01-01T00:00:00.000Z",
    error: "",
    ownMetrics: "",
    ownTraces: null,
    ownLogs: null,
    heartbeatIntervalSeconds: 10,
    withheld: "",
  } as const;
  const agent = (status: AgentDetail["connectionStatus"]) => ({
    connection: { heartbeatIntervalSeconds: 10 },
    connectionStatus: status,
  });
  const now = Date.parse(told.toldAt) + 5_000;
  const words = (status: AgentDetail["connectionStatus"]) =>
    Object.fromEntries(connectionFacts(agent(status), now));
  expect(words(told)).toMatchObject({
    Heartbeat: "every 10 s",
    "Own metrics": "told to send none",
    Settings: "told 5s ago to report every 10 s: it has not said what became of it",
  });
  expect(words({ ...told, withheld: "It comes over TLS." })["Heartbeat"]).toBe(
    "every 10 s, and not told: It comes over TLS.",
  );
  expect(words({ ...told, status: "failed", error: "unreachable" })["Settings"]).toContain(
    "refused: unreachable",
  );
});
