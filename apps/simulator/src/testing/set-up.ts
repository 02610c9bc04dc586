import { onTestFinished, vi } from "vitest";
import { startMemoryHub } from "./memory-hub.js";
import type { SimulationOptions } from "../options.js";
import { startSimulation } from "../simulation.js";

/** A hub in memory and a simulation before it, both gone after the test. Fast unless told otherwise. */
export async function setUp(options: Partial<SimulationOptions> = {}) {
  const hub = await startMemoryHub();
  const simulation = startSimulation({
    endpoint: hub.endpoint,
    agents: 1,
    connectSpreadMs: 0,
    applyDelayMs: 30,
    restartDelayMs: 20,
    ...options,
  });
  onTestFinished(async () => {
    await simulation.stop();
    await hub.close();
  });
  const agent = simulation.agents[0];
  if (!agent) throw new Error("no agent");
  await vi.waitFor(() => {
    for (const { instanceUid } of simulation.agents) {
      const running = hub.reportsOf(instanceUid).some(({ health }) => health?.healthy);
      if (!running) throw new Error("not every Collector runs");
    }
  }, 10_000);
  /** Waits until what was said of the agent's offers is exactly this. */
  const untilStatuses = (expected: readonly string[]) =>
    vi.waitFor(() => {
      const statuses = hub.statuses(agent.instanceUid);
      if (JSON.stringify(statuses) !== JSON.stringify(expected)) {
        throw new Error(`statuses are ${JSON.stringify(statuses)}`);
      }
    }, 5_000);
  const lastHealth = () =>
    hub.reportsOf(agent.instanceUid).findLast(({ health }) => health !== undefined)?.health;
  const lastEffective = () => {
    const report = hub.reportsOf(agent.instanceUid).findLast((one) => one.effectiveConfig);
    return new TextDecoder().decode(report?.effectiveConfig?.configMap?.configMap[""]?.body);
  };
  return { hub, simulation, agent, untilStatuses, lastHealth, lastEffective };
}
