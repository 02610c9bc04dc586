import type { AgentPage, AgentRow } from "@fleethub/api";
import { type Simulation, type SimulationOptions, startSimulation } from "@fleethub/simulator";
import type { Hub } from "./hub.js";
import { until } from "./wait.js";

/** Simulated agents in this process, so that a journey can hurt some of them. Whoever opens it removes it. */
export class SimulatedFleet {
  private constructor(
    readonly hub: Hub,
    readonly simulation: Simulation,
    /** By name. */
    readonly rows: readonly AgentRow[],
  ) {}

  /** Resolves when the hub lists every one as connected. */
  static async open(
    hub: Hub,
    options: Omit<SimulationOptions, "endpoint">,
  ): Promise<SimulatedFleet> {
    const simulation = startSimulation({
      applyDelayMs: 200,
      restartDelayMs: 200,
      ...options,
      endpoint: hub.opamp(),
    });
    const { length } = simulation.agents;
    const rows = await until(`${length} agents are listed`, async () => {
      const page = await hub.must<AgentPage>("GET", "/agents?query=presence:connected&limit=100");
      return page.total === length && page.items;
    });
    const byName = [...rows].sort((a, b) => a.name.localeCompare(b.name, "en"));
    return new SimulatedFleet(hub, simulation, byName);
  }

  /** Parts the fleet by a label `lane`: the first so many by name get the first word, and so on. */
  async part(lanes: Readonly<Record<string, number>>): Promise<void> {
    let from = 0;
    for (const [lane, agents] of Object.entries(lanes)) {
      const uids = this.rows.slice(from, from + agents).map(({ uid }) => uid);
      from += agents;
      const labels = { lane };
      await this.hub.must("POST", "/agents/bulk", { uids, verb: "label", input: { labels } });
    }
  }

  async remove(): Promise<void> {
    await this.simulation.stop();
  }
}
