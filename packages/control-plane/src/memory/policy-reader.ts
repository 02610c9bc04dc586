import type { BodyDigest, Millis } from "@fleethub/fleet";
import type { StoredVerdict } from "../model.js";
import type { PolicyReader } from "../ports.js";
import { matchingAgents, walked } from "./agent-reader.js";
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
    bodies: (filter) =>
      reach(state, () => {
        const counts = new Map<BodyDigest | null, number>();
        for (const { report } of matchingAgents(state, filter)) {
          const body = report.effective?.digest ?? null;
          counts.set(body, (counts.get(body) ?? 0) + 1);
        }
        return [...counts]
          .map(([body, agents]) => ({ body, agents }))
          .sort((a, b) => b.agents - a.agents || inOrder(a.body ?? "", b.body ?? ""));
      }),
    agents: (filter, after, limit) =>
      reach(state, () =>
        walked(state, filter, after, limit).map(({ id, report, breaches }) => ({
          id,
          body: report.effective?.digest ?? null,
          breaches,
        })),
      ),
    oldestBreach: (policy, filter) =>
      reach(state, () => {
        const since = matchingAgents(state, filter)
          .flatMap(({ breaches }) => breaches)
          .filter((breach) => breach.policy === policy && !breach.excepted)
          .map((breach) => breach.since);
        return since.reduce<Millis | null>((oldest, each) => Math.min(oldest ?? each, each), null);
      }),
    compliance: (policy, fromDay) =>
      reach(state, () =>
        [...state.compliance.values()]
          .filter((row) => row.policy === policy && row.day >= fromDay)
          .sort((a, b) => inOrder(a.day, b.day)),
      ),
  };
}
