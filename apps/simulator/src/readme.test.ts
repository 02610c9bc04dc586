import { expect, onTestFinished, test } from "vitest";
import { startSimulation } from "./index.js";
import { startMemoryHub } from "./testing/memory-hub.js";

test("the first example of the README", async () => {
  const hub = await startMemoryHub();
  onTestFinished(() => hub.close());
  const simulation = startSimulation({
    endpoint: hub.endpoint,
    agents: 20,
    seed: 7,
    fail: 0.05,
  });
  await expect.poll(() => simulation.connected).toBe(20);

  const edge = simulation.agents.filter(({ name }) => name.startsWith("edge-store-"));
  expect(simulation.addFault({ kind: "offline" }, (agent) => agent === edge[0])).toBe(1);
  expect(simulation.connected).toBe(19);
  expect(simulation.clearFault("offline")).toBe(1);

  await simulation.stop();
  expect(simulation.connected).toBe(0);
});
