import type { AgentId } from "@fleethub/fleet";
import { isInScope } from "@fleethub/fleet/access";
import { matchQuery, versionKey } from "@fleethub/fleet/query";
import type { AgentRecord } from "../model.js";
import type { AgentFilter, AgentReader, AgentSort } from "../ports.js";
import { queryFactsOf, reachFactsOf } from "../query-facts.js";
import { TROUBLE_ORDER, troubleOf } from "../trouble.js";
import { facetsOf } from "./facets.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf, type Key } from "./page.js";

/** Every sort ends in the name and the id. A version that is none comes before all that are. */
function sortKey(agent: AgentRecord, by: AgentSort, now: number): Key {
  const facts = queryFactsOf(agent, now);
  const first: Record<AgentSort, () => string | number> = {
    trouble: () => TROUBLE_ORDER.indexOf(troubleOf(facts)),
    name: () => "",
    host: () => facts.host,
    version: () => versionKey(facts.version) ?? "",
    type: () => facts.type,
    sync: () => facts.sync,
    health: () => facts.health,
    lastSeen: () => facts.lastSeenAt ?? 0,
  };
  return [first[by](), facts.name, agent.id];
}

export function matchingAgents(
  state: MemoryState,
  { query, now, scope }: AgentFilter,
): readonly AgentRecord[] {
  return [...state.agents.values()].filter(
    (agent) =>
      isInScope(scope, reachFactsOf(agent)) && matchQuery(query, queryFactsOf(agent, now), now),
  );
}

/** The matches after an id, in order of id. */
export function walked(
  state: MemoryState,
  filter: AgentFilter,
  after: AgentId | null,
  limit: number,
): readonly AgentRecord[] {
  return matchingAgents(state, filter)
    .filter(({ id }) => after === null || id > after)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

export function memoryAgentReader(state: MemoryState): AgentReader {
  const matching = (filter: AgentFilter) => matchingAgents(state, filter);
  return {
    list: (filter, sort, page) =>
      reach(state, () =>
        pageOf(
          matching(filter),
          (agent) => sortKey(agent, sort.by, filter.now),
          sort.descending,
          page,
        ),
      ),
    facets: (filter) =>
      reach(state, () =>
        facetsOf(matching(filter).map((agent) => queryFactsOf(agent, filter.now))),
      ),
    get: (uid, scope) =>
      reach(state, () => {
        const id = state.uids.get(uid);
        const agent = id === undefined ? undefined : state.agents.get(id);
        return agent !== undefined && isInScope(scope, reachFactsOf(agent)) ? agent : null;
      }),
    ids: (filter, limit) =>
      reach(state, () =>
        matching(filter)
          .map((agent) => agent.id)
          .sort()
          .slice(0, limit),
      ),
    walk: (filter, after, limit) => reach(state, () => walked(state, filter, after, limit)),
    byIds: (ids) =>
      reach(state, () =>
        [...new Set(ids)].flatMap((id): AgentRecord[] => {
          const found = state.agents.get(id);
          return found === undefined ? [] : [found];
        }),
      ),
    timeline: (id, page) =>
      reach(state, () =>
        pageOf(state.timelines.get(id) ?? [], (entry) => [entry.at, entry.id], true, page),
      ),
  };
}
