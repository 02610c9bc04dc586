import type { AgentPage, EffectiveConfig } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { COLLECTOR_VERSION } from "../real/binaries.js";
import { agentWhere, binaries, firstAgent, openHub, openSupervisor } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";

describe.runIf(binaries)("a supervisor connects", () => {
  it("shows what it is, what it can run and how every component does", async () => {
    const hub = await openHub();
    openSupervisor(hub, { attributes: { "deployment.environment": "e2e" } });

    const row = await firstAgent(hub);
    const agent = await agentWhere(
      hub,
      row.uid,
      "has capabilities",
      (one) => one.capabilities.length > 0,
    );
    expect(
      Date.now() - Date.parse(agent.connectedAt ?? ""),
      "ms from connecting to being listed",
    ).toBeLessThan(2_000);
    expect(row).toMatchObject({
      os: "linux",
      type: "otelcol-e2e",
      version: COLLECTOR_VERSION,
      presence: "connected",
    });
    expect(row.host).not.toBe("");
    expect(row.name).not.toBe("");
    expect(row.arch).not.toBe("");
    expect(agent.attributes["deployment.environment"]).toBe("e2e");
    expect(agent.capabilities).toContain("AcceptsRemoteConfig");
    expect(agent.capabilities).toContain("AcceptsRestartCommand");

    await agentWhere(hub, row.uid, "is healthy", (one) => one.health === "healthy");
    const health = await hub.must("GET", `/agents/${row.uid}/health`);
    expect(JSON.stringify(health)).toContain("extension:opamp");

    const components = await componentsOf(hub, row.uid);
    expect(components).toContain("go.opentelemetry.io/collector/receiver/otlpreceiver");
    expect(components).toContain(`v${COLLECTOR_VERSION}`);

    const effective = await hub.must<EffectiveConfig>("GET", `/agents/${row.uid}/effective-config`);
    expect(effective.content).toContain("opamp");
  });

  it("keeps what it knows when the supervisor goes and comes back", async () => {
    const hub = await openHub();
    const supervisor = openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    await supervisor.stop();
    const gone = await agentWhere(
      hub,
      uid,
      "is disconnected",
      (one) => one.presence === "disconnected",
    );
    expect(gone.version).toBe(COLLECTOR_VERSION);
    supervisor.start();
    await agentWhere(
      hub,
      uid,
      "is connected again",
      (one) => one.presence === "connected" && one.health === "healthy",
    );
    expect((await hub.must<AgentPage>("GET", "/agents")).total).toBe(1);
  });
});

async function componentsOf(hub: Hub, uid: string): Promise<string> {
  await agentWhere(hub, uid, "lists its components", (one) =>
    one.capabilities.includes("ReportsAvailableComponents"),
  );
  return until("components are listed", async () => {
    const text = JSON.stringify(await hub.must("GET", `/agents/${uid}/components`));
    return text.includes("otlpreceiver") && text;
  });
}
