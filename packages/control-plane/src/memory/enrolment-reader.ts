import type { AgentId, AgentStanding } from "@fleethub/fleet";
import { standingOf } from "../enrolment/standing.js";
import type { EnrolmentReader } from "../ports.js";
import { type MemoryState, reach } from "./memory-state.js";

/** Enrolment tokens by name, and how agents stand that knock. */
export function memoryEnrolmentReader(state: MemoryState): EnrolmentReader {
  const standing = (id: AgentId | undefined): AgentStanding | null => {
    const agent = id === undefined ? undefined : state.agents.get(id);
    return agent === undefined ? null : standingOf(agent);
  };
  return {
    list: () =>
      reach(state, () =>
        [...state.enrolmentTokens.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      ),
    get: (name) => reach(state, () => state.enrolmentTokens.get(name) ?? null),
    counts: () =>
      reach(state, () => {
        const counts = new Map<string, number>();
        for (const { enrolment } of state.agents.values()) {
          if (enrolment !== null) counts.set(enrolment, (counts.get(enrolment) ?? 0) + 1);
        }
        return [...counts].map(([token, agents]) => ({ token, agents }));
      }),
    holders: (uids) =>
      reach(state, () =>
        uids.map((uid) => {
          const given = state.givenUids.get(uid);
          const by = standing(given?.id);
          return {
            known: standing(state.uids.get(uid)),
            given: given === undefined || by === null ? null : { by, keeps: given.keeps },
          };
        }),
      ),
    standings: (ids) => reach(state, () => ids.map(standing)),
  };
}
