import { expect, onTestFinished } from "vitest";
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
  const notRunning = () =>
    simulation.agents.filter(
      ({ instanceUid }) => !hub.reportsOf(instanceUid).some(({ health }) => health?.healthy),
    );
  await expect.poll(notRunning).toHaveLength(0);
  /** Waits until what was said of the agent's offers is exactly this. */
  const untilStatuses = (expected: readonly string[]) =>
    expect.poll(() => hub.statuses(agent.instanceUid)).toEqual(expected);
  const lastHealth = () =>
    hub.reportsOf(agent.instanceUid).findLast(({ health }) => health !== undefined)?.health;
  const lastEffective = () => {
    const report = hub.reportsOf(agent.instanceUid).findLast((one) => one.effectiveConfig);
    return new TextDecoder().decode(report?.effectiveConfig?.configMap?.configMap[""]?.body);
  };
  return { hub, simulation, agent, untilStatuses, lastHealth, lastEffective };
}
