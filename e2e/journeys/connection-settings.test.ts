import type { AgentDetail } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import {
  agentWhere,
  binaries,
  countOf,
  firstAgent,
  openHub,
  openSupervisor,
} from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

const accepting = (hub: Hub, scheme: "ws" | "http") => `server:
  endpoint: ${hub.opamp(scheme)}
  headers:
    Authorization: ["Bearer of-this-run"]
capabilities:
  accepts_remote_config: true
  reports_remote_config: true
  accepts_opamp_connection_settings: true
agent:
  executable: {executable}
storage:
  directory: {storage}
`;

const told = (hub: Hub, uid: string) => countOf(hub, uid, "heartbeat-offered");

/** An agent that was told longer ago is told again as soon as it has come back. */
const RECONNECT_MS = 5_000;

describe.runIf(binaries)("a supervisor is told how often to report", () => {
  it("S-08 S-12 reconnects once, keeps its Collector and own metrics, and is told again only when it starts anew", async () => {
    const hub = await openHub({ settingsReconnectMs: RECONNECT_MS });
    const supervisor = openSupervisor(hub, { yaml: accepting(hub, "ws") });
    const { uid } = await firstAgent(hub);
    const path = `/agents/${uid}/connection`;
    await agentWhere(hub, uid, "is healthy", ({ health }) => health === "healthy");
    const [before] = supervisor.collectors;
    await hub.must("PUT", path, { ownMetrics: true });
    await until("its Collector started anew with own metrics", () => {
      const { collectors, effective } = supervisor;
      return (
        effective.includes("/v1/metrics") && collectors.length === 1 && collectors[0] !== before
      );
    });
    await agentWhere(hub, uid, "is healthy again", ({ health }) => health === "healthy");
    const [collector] = supervisor.collectors;
    const { effective } = supervisor;

    await hub.must("PUT", path, { heartbeatIntervalSeconds: 2 });
    const settled = await agentWhere(
      hub,
      uid,
      "has the interval in force",
      ({ connectionStatus }) => connectionStatus.status === "applied",
    );
    expect(settled.connectionStatus).toMatchObject({ heartbeatIntervalSeconds: 2, error: "" });
    await reportsEvery(hub, uid, 2);
    expect(supervisor.collectors).toEqual([collector]);
    expect(supervisor.effective).toBe(effective);
    expect(await told(hub, uid)).toBe(1);

    await supervisor.stop();
    supervisor.start();
    await until("it is told again", async () => (await told(hub, uid)) === 2, 60_000);
    await reportsEvery(hub, uid, 2);
    expect(await told(hub, uid)).toBe(2);
    expect(supervisor.effective).toContain("/v1/metrics");
  }, 240_000);

  it("B-03 a supervisor that polls is told with its next poll, and polls so often", async () => {
    const hub = await openHub();
    openSupervisor(hub, { yaml: accepting(hub, "http") });
    const { uid } = await firstAgent(hub);
    await hub.must("PUT", `/agents/${uid}/connection`, { heartbeatIntervalSeconds: 2 });
    await agentWhere(
      hub,
      uid,
      "has the interval in force",
      ({ connectionStatus }) => connectionStatus.status === "applied",
      60_000,
    );
    await reportsEvery(hub, uid, 2);
    expect(await told(hub, uid)).toBe(1);
  });
});

/** Is heard of five times in a row with no more than this between, and a second to spare. */
async function reportsEvery(hub: Hub, uid: string, seconds: number): Promise<void> {
  const heard: number[] = [];
  await until(
    `it reports every ${seconds} s`,
    async () => {
      const { lastSeenAt } = await hub.must<AgentDetail>("GET", `/agents/${uid}`);
      const at = Date.parse(lastSeenAt ?? "");
      if (heard.at(-1) !== at) heard.push(at);
      const latest = heard.slice(-5);
      const gaps = latest.slice(1).map((time, index) => time - (latest[index] ?? 0));
      return gaps.length === 4 && gaps.every((gap) => gap < (seconds + 1) * 1_000);
    },
    60_000,
  );
}
