import { matchQuery } from "@fleethub/fleet/query";
import type { BodyDigest } from "@fleethub/fleet";
import type { StoredVerdict } from "../model.js";
import type { PolicyReader } from "../ports.js";
import { queryFactsOf } from "../query-facts.js";
import { reach, type MemoryState } from "./memory-state.js";

/** Policies by name, what was judged of bodies, and the days of each policy. */
export function memoryPolicyReader(state: MemoryState): PolicyReader {
  const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    list: () =>
      reach(state, () => [...state.policies.values()].sort((a, b) => inOrder(a.name, b.name))),
    get: (name) => reach(state, () => state.policies.get(name) ?? null),
    verdicts: (rule, bodies) =>
      reach(state, () =>
        [...new Set(bodies)].flatMap((body): StoredVerdict[] => {
          const found = state.verdicts.get(`${rule} ${body}`);
          return found === undefined ? [] : [found];
        }),
      ),
    bodies: ({ query, now }) =>
      reach(state, () => {
        const counts = new Map<BodyDigest | null, number>();
        for (const agent of state.agents.values()) {
          if (!matchQuery(query, queryFactsOf(agent, now), now)) continue;
          const body = agent.report.effective?.digest ?? null;
          counts.set(body, (counts.get(body) ?? 0) + 1);
        }
        return [...counts]
          .map(([body, agents]) => ({ body, agents }))
          .sort((a, b) => b.agents - a.agents || inOrder(a.body ?? "", b.body ?? ""));
      }),
    compliance: (policy, fromDay) =>
      reach(state, () =>
        [...state.compliance.values()]
          .filter((row) => row.policy === policy && row.day >= fromDay)
          .sort((a, b) => inOrder(a.day, b.day)),
      ),
  };
}
