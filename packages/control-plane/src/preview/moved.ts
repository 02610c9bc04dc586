import type { Foreseen } from "./foreseen.js";
import { PREVIEW_ENTRIES_MAX, type Preview } from "./preview.js";
import { entryOf, Sampler } from "./sampler.js";

/** Agents that come to another group, or to none, by the two groups; most first. */
export function movedOf(foreseen: readonly Foreseen[]): Preview["moved"] {
  const ways = new Map<string, { from: string | null; to: string | null; sampler: Sampler }>();
  for (const { agent, becomes } of foreseen) {
    const [from, to] = [agent.group, becomes.group];
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    entryOf(ways, key, () => ({ from, to, sampler: new Sampler() })).sampler.add(agent);
  }
  return [...ways.values()]
    .map(({ from, to, sampler }) => ({ from, to, ...sampler.sample }))
    .sort((a, b) => b.agents - a.agents)
    .slice(0, PREVIEW_ENTRIES_MAX);
}
