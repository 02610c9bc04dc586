import type { Clock, HubLeases } from "../ports.js";
import { reach, type MemoryState } from "./memory-state.js";

export function memoryHubLeases(state: MemoryState, clock: Clock): HubLeases {
  const isAlive = (hub: string | null) => {
    const until = hub === null ? undefined : state.leases.get(hub);
    return until !== undefined && until > clock.now();
  };
  return {
    renew: (hub, leaseMs) =>
      reach(state, () => {
        const unbroken = isAlive(hub);
        state.leases.set(hub, clock.now() + leaseMs);
        return unbroken;
      }),
    release: (hub) => reach(state, () => void state.leases.delete(hub)),
    inherit: (hub, limit) =>
      reach(state, () => {
        const orphans = [...state.agents.values()].filter(
          ({ owner, report }) =>
            report.connectedAt !== null &&
            report.disconnectedAt === null &&
            owner !== hub &&
            !isAlive(owner),
        );
        return orphans.slice(0, limit).map((agent) => {
          const taken = { ...agent, owner: hub, epoch: agent.epoch + 1 };
          state.agents.set(agent.id, taken);
          return taken;
        });
      }),
  };
}
