import { expect, test } from "vitest";
import { startTestHub } from "../../testing/test-hub.js";

test("own metrics are asked for, come in, and tell of a dead backend that health does not show", async () => {
  const running = await startTestHub();
  const simulation = running.simulate({
    seed: 3,
    ownMetricsSeconds: 1,
    itemsPerSecond: 500,
    applyDelayMs: 20,
  });
  const [agent] = simulation.agents;
  if (agent === undefined) throw new Error("There is one agent.");
  const uid = agent.instanceUid;
  const row = async () => {
    const list = await running.client.listAgents();
    return list.ok ? list.data.items[0] : undefined;
  };
  await expect.poll(async () => (await row())?.health).toBe("healthy");
  expect((await row())?.flow).toBe("not-reported");
  const asked = await running.client.connectAgent({ params: { uid }, body: { ownMetrics: true } });
  expect(asked.ok).toBe(true);
  const { port } = new URL(running.hub.agentsUrl);
  await expect.poll(() => agent.ownMetricsEndpoint).toBe(`http://127.0.0.1:${port}/v1/metrics`);
  await expect.poll(async () => (await row())?.flow, { timeout: 15_000 }).toBe("flowing");
  agent.addFault({ kind: "dead-backend" });
  await expect.poll(async () => (await row())?.flow, { timeout: 15_000 }).toBe("losing-data");
  const losing = await row();
  expect(losing?.health).toBe("healthy");
  expect(losing?.reason).toMatch(/sends nothing and holds .* back/);
  const telemetry = await running.client.getTelemetry({ params: { uid } });
  if (!telemetry.ok) throw new Error(telemetry.problem.detail);
  expect(telemetry.data.components.some(({ held }) => held > 0)).toBe(true);
  agent.clearFault("dead-backend");
  await expect.poll(async () => (await row())?.flow, { timeout: 15_000 }).toBe("flowing");
  const metrics = await (await running.get("/metrics")).text();
  expect(metrics).toMatch(/fleethub_own_telemetry_requests_total\{status="200"\} [1-9]/);
  const off = await running.client.connectAgent({ params: { uid }, body: { ownMetrics: null } });
  expect(off.ok).toBe(true);
  await expect.poll(() => agent.ownMetricsEndpoint).toBeNull();
  await running.stop();
});

test("where the hub is set to, every agent that can is asked", async () => {
  const running = await startTestHub({ ownMetrics: "on", agentsUrl: "http://hub.example:4320" });
  const simulation = running.simulate({ seed: 4, agents: 3 });
  const endpoints = () => simulation.agents.map(({ ownMetricsEndpoint }) => ownMetricsEndpoint);
  const there = "http://hub.example:4320/v1/metrics";
  await expect.poll(endpoints).toEqual([there, there, there]);
  await running.stop();
});
