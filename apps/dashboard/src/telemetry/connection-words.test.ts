import type { AgentDetail } from "@fleethub/api";
import { expect, test } from "vitest";
import { heartbeatDecided, heartbeatWait, heartbeatWords, settingsWords } from "./connection-words";

const TOLD_AT = "2026-01-01T00:00:00.000Z";
const NOW = Date.parse(TOLD_AT) + 120_000;
const NOTHING: AgentDetail["connectionStatus"] = {
  status: "none",
  toldAt: null,
  error: "",
  ownMetrics: null,
  ownTraces: null,
  ownLogs: null,
  heartbeatIntervalSeconds: null,
  withheld: "",
};

const agent = (connectionStatus: Partial<AgentDetail["connectionStatus"]>, seconds?: number) => ({
  connection: seconds === undefined ? null : { heartbeatIntervalSeconds: seconds },
  connectionStatus: { ...NOTHING, ...connectionStatus },
});

test("what was decided is said, and why it is not told", () => {
  expect(heartbeatWords(agent({}))).toContain("its own configuration");
  expect(heartbeatWords(agent({}, 10))).toBe("Every 10 s, from its next report on");
  expect(heartbeatWords(agent({ heartbeatIntervalSeconds: 10 }, 10))).toBe("Every 10 s");
  expect(heartbeatWords(agent({ withheld: "over TLS" }, 10))).toContain("not told: over TLS");
});

test("only an interval makes it reconnect", () => {
  expect(heartbeatDecided(10)[1]).toContain("reconnects");
  expect(heartbeatDecided(null)[1]).not.toContain("reconnects");
});

test("what became of the settings is said, and that most agents never report it", () => {
  expect(settingsWords(agent({}), NOW)).toBe("");
  const told = (status: "told" | "applied" | "failed", error = "") =>
    settingsWords(agent({ status, toldAt: TOLD_AT, error }), NOW);
  expect(told("told")).toMatch(/^Told .* ago; it has not said what became of it$/);
  expect(told("applied")).toContain("in force");
  expect(told("failed", "unreachable")).toContain("refused: unreachable");
});

test("an agent is asked only for what it states", () => {
  const states = (transport: "http" | "websocket", ...capabilities: string[]) =>
    heartbeatWait({ capabilities, transport });
  expect(states("websocket")).toContain("AcceptsOpAMPConnectionSettings");
  expect(states("websocket", "AcceptsOpAMPConnectionSettings")).toContain("ReportsHeartbeat");
  expect(states("http", "AcceptsOpAMPConnectionSettings")).toBeUndefined();
});
