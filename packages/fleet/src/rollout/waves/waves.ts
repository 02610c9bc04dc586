import type { AgentId } from "../../agent/facts.js";
import { type CanaryCover, canaryOf } from "./canary.js";
import type { RolloutSpec, WaveSize } from "../spec/spec.js";
import { inSpreadOrder } from "./spread.js";
import type { WaveCandidate } from "./wave-candidate.js";

/** Who is reached in which order. */
export interface WaveDivision {
  /** Index is the wave; a wave may be empty where the fleet is small. The last may be one that the spec does not name. */
  readonly waves: readonly (readonly AgentId[])[];
  /** What the first wave covers. */
  readonly canary: CanaryCover;
}

/**
 * Divides agents into the waves of a spec. The first covers every kind of agent that can be reached and takes at least
 * as many as the spec says; each further one takes its share of every group. The same agents give the same waves, in
 * whatever order they come.
 *
 * @param candidates every agent once
 */
export function divideIntoWaves(
  spec: Pick<RolloutSpec, "waves">,
  candidates: readonly WaveCandidate[],
): WaveDivision {
  const queue = inSpreadOrder(candidates, ({ agent }) => agent);
  const [first = { count: 1 }, ...further] = spec.waves;
  const canary = canaryOf(inShares(queue), sizeOf(first, candidates.length, candidates.length));
  const taken = new Set(canary.agents);
  const left = inShares(queue.filter(({ agent }) => !taken.has(agent))).map(({ agent }) => agent);
  const waves: (readonly AgentId[])[] = [canary.agents];
  let from = 0;
  for (const wave of further) {
    const size = sizeOf(wave, candidates.length, left.length - from);
    waves.push(left.slice(from, from + size));
    from += size;
  }
  if (from < left.length) waves.push(left.slice(from));
  return { waves, canary: canary.cover };
}

/** Sizes of the waves of so many agents, were the canary as small as it may be. The rest is the last where any is left. */
export function waveSizes(spec: Pick<RolloutSpec, "waves">, members: number): readonly number[] {
  const sizes: number[] = [];
  let left = members;
  for (const wave of spec.waves) {
    const size = sizeOf(wave, members, left);
    sizes.push(size);
    left -= size;
  }
  return left > 0 ? [...sizes, left] : sizes;
}

function sizeOf(wave: WaveSize, members: number, left: number): number {
  const asked = "count" in wave ? wave.count : Math.ceil((members * wave.percent) / 100);
  return Math.max(0, Math.min(asked, left));
}

/** Any first part of it holds the same share of every group. */
function inShares(queue: readonly WaveCandidate[]): readonly WaveCandidate[] {
  const groups = new Map<string, WaveCandidate[]>();
  for (const it of queue) {
    const group = groups.get(it.group);
    if (group === undefined) groups.set(it.group, [it]);
    else group.push(it);
  }
  const names = [...groups.keys()].sort();
  return names
    .flatMap((name, order) => {
      const group = groups.get(name) ?? [];
      return group.map((it, rank) => ({ it, order, share: (rank + 0.5) / group.length }));
    })
    .sort((a, b) => a.share - b.share || a.order - b.order)
    .map(({ it }) => it);
}
