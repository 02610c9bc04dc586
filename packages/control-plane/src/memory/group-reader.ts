import { isInScope } from "@fleethub/fleet/access";
import type { GroupReader } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import { reach, type MemoryState } from "./memory-state.js";

/** Groups in their order, and how many agents each has. */
export function memoryGroupReader(state: MemoryState): GroupReader {
  return {
    list: () =>
      reach(state, () =>
        [...state.groups.values()].sort(
          (a, b) => a.position - b.position || (a.name < b.name ? -1 : 1),
        ),
      ),
    get: (name) => reach(state, () => state.groups.get(name) ?? null),
    counts: (scope) =>
      reach(state, () => {
        const counts = new Map<string, { group: string | null; sync: string; agents: number }>();
        for (const agent of state.agents.values()) {
          if (!isInScope(scope, reachFactsOf(agent))) continue;
          const { group } = agent;
          const { sync } = agent.projection;
          const key = JSON.stringify([group, sync]);
          counts.set(key, { group, sync, agents: (counts.get(key)?.agents ?? 0) + 1 });
        }
        return [...counts.values()];
      }),
  };
}
