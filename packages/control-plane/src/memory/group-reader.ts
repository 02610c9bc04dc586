import type { GroupReader } from "../ports.js";
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
    counts: () =>
      reach(state, () => {
        const counts = new Map<string, { group: string | null; sync: string; agents: number }>();
        for (const { group, projection } of state.agents.values()) {
          const { sync } = projection;
          const key = JSON.stringify([group, sync]);
          counts.set(key, { group, sync, agents: (counts.get(key)?.agents ?? 0) + 1 });
        }
        return [...counts.values()];
      }),
  };
}
