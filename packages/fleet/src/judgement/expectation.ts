import { countedShare, type Expectation, knownShare } from "./evidence.js";
import type { Finding, Tally } from "./finding.js";
import type { GateAgainst, GateSpec } from "./gate.js";
import { usesRest } from "./harm.js";
import { MEASURE_FACTS } from "./measures.js";

/** Share of agents, beyond those of the rest, that must show the harm where it is found in an agent's own numbers. */
export const HARMED_SHARE = 0.2;

/** The same for agents that show it plainly. */
export const PLAINLY_HARMED_SHARE = 0.05;

/** Share of agents that show the harm by chance, where no rest tells: beyond a limit, and against their past. */
const NATURAL_SHARE = { limit: 0.01, past: 0.05 } as const;

/** A limit on agents takes a tenth of itself for no harm. */
const LIMIT_NONE = 0.1;

/** How many agents show the harm without a change, and how many more are harm. */
export function expectationOf(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  rest: Tally,
  { past }: Finding["values"],
): Expectation {
  const isAgents = MEASURE_FACTS[measure].kind === "agents";
  const least = isAgents ? threshold : HARMED_SHARE;
  if (usesRest(against)) return countedShare(rest, least);
  if (!isAgents)
    return knownShare(against === "limit" ? NATURAL_SHARE.limit : NATURAL_SHARE.past, least);
  const none = threshold * LIMIT_NONE;
  return against === "limit"
    ? knownShare(none, least - none)
    : knownShare(Math.max(none, past ?? 0), least);
}

/** The same for plain harm; null where a measure has no plainer harm than harm. */
export function plainExpectationOf(
  { measure }: GateSpec,
  against: GateAgainst,
  rest: Tally,
): Expectation | null {
  if (MEASURE_FACTS[measure].kind !== "items" && measure !== "throughput") return null;
  const counted = { harmed: rest.plain, judged: rest.judged };
  return usesRest(against)
    ? countedShare(counted, PLAINLY_HARMED_SHARE)
    : knownShare(NATURAL_SHARE.limit, PLAINLY_HARMED_SHARE);
}

/** The harm is not only unlikely to be chance, it is as large as stated. */
export function isEffectSeen(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
): boolean {
  const isAgents = MEASURE_FACTS[measure].kind === "agents";
  const others = usesRest(against) ? rest : { harmed: 0, plain: 0, judged: 0 };
  const excess = share(wave.harmed, wave) - share(others.harmed, others);
  if (excess > (isAgents ? threshold : HARMED_SHARE)) return true;
  if (isAgents) return false;
  return share(wave.plain, wave) - share(others.plain, others) > PLAINLY_HARMED_SHARE;
}

export function share(count: number, { judged }: Tally): number {
  return judged === 0 ? 0 : count / judged;
}
