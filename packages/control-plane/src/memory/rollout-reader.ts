import type { RolloutFilter, RolloutReader } from "../ports.js";
import type { RolloutRecord } from "../model.js";
import { reach, type MemoryState } from "./memory-state.js";
import { pageOf } from "./page.js";

const matches = ({ group, within, live }: RolloutFilter, rollout: RolloutRecord): boolean =>
  (live === undefined || rollout.live === live) &&
  (within === undefined || rollout.targets.every((target) => within.includes(target.group))) &&
  (group === undefined || rollout.targets.some((target) => target.group === group));

/** Rollouts by number with what belongs to each. */
export function memoryRolloutReader(state: MemoryState): RolloutReader {
  return {
    list: (filter, page) =>
      reach(state, () =>
        pageOf(
          [...state.rollouts.values()].filter((rollout) => matches(filter, rollout)),
          (rollout) => [rollout.number],
          true,
          page,
        ),
      ),
    get: (id) => reach(state, () => state.rollouts.get(id) ?? null),
    lastNumber: () =>
      reach(state, () => Math.max(0, ...[...state.rollouts.values()].map(({ number }) => number))),
    members: (id, after, limit) =>
      reach(state, () => {
        const members = [...(state.members.get(id)?.values() ?? [])];
        if (after === null) return members.slice(0, limit);
        const place = members.findIndex(({ agent }) => agent === after);
        return place === -1 ? [] : members.slice(place + 1, place + 1 + limit);
      }),
    entries: (id, page) =>
      reach(state, () =>
        pageOf(state.rolloutEntries.get(id) ?? [], (entry) => [entry.at, entry.id], true, page),
      ),
    judgements: (id, limit) =>
      reach(state, () => (limit > 0 ? (state.judgements.get(id) ?? []).slice(-limit) : [])),
  };
}
