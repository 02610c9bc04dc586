import { isInScope } from "@fleethub/fleet/access";
import type { ConfigurationReader } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf } from "./page.js";

/** Configurations by name, revisions newest first. */
export function memoryConfigurationReader(state: MemoryState): ConfigurationReader {
  const revisionsOf = (name: string) => state.revisions.get(name) ?? [];
  return {
    list: (page) =>
      reach(state, () =>
        pageOf([...state.configurations.values()], (row) => [row.name], false, page),
      ),
    get: (name) => reach(state, () => state.configurations.get(name) ?? null),
    revisions: (name, page) =>
      reach(state, () => pageOf(revisionsOf(name), (row) => [row.number], true, page)),
    revision: (name, number) =>
      reach(state, () => revisionsOf(name).find((row) => row.number === number) ?? null),
    revisionByHash: (hash) =>
      reach(state, () => {
        const rendered = state.renderings.get(hash);
        const found = [...state.revisions.values()]
          .flat()
          .filter(
            (row) =>
              row.hash === hash ||
              (row.configuration === rendered?.configuration && row.number === rendered.revision),
          );
        return found.sort((a, b) => b.createdAt - a.createdAt || b.number - a.number)[0] ?? null;
      }),
    rendering: (hash) => reach(state, () => state.renderings.get(hash) ?? null),
    pinnedAgents: (name, scope) =>
      reach(
        state,
        () =>
          [...state.agents.values()].filter((agent) => {
            const facts = reachFactsOf(agent);
            return facts.pinned === name && isInScope(scope, facts);
          }).length,
      ),
  };
}
