import { countedShare, type Expectation, knownShare } from "./evidence.js";
import type { Finding, Tally } from "./finding.js";
import type { GateAgainst, GateSpec } from "./gate.js";
import { hasPlainerHarm, usesRest } from "./harm.js";
import { MEASURE_FACTS } from "./measures.js";

/** Share of agents, beyond those of the rest, that must show the harm where it is found in an agent's own numbers. */
export const HARMED_SHARE = 0.2;

/** The same for agents that show it plainly. */
export const PLAINLY_HARMED_SHARE = 0.05;

/**
 * Share of agents that show the harm by chance: beyond a limit and against their past, where no rest tells; and in their
 * own numbers against the rest's, before anybody of it is counted.
 */
const NATURAL_SHARE = { limit: 0.01, past: 0.05, own: 0.1 } as const;

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
  if (usesRest(against)) return countedShare(rest, least, isAgents ? threshold : NATURAL_SHARE.own);
  if (!isAgents)
    return knownShare(against === "limit" ? NATURAL_SHARE.limit : NATURAL_SHARE.past, least);
  const none = threshold * LIMIT_NONE;
  return against === "limit"
    ? knownShare(none, least - none)
    : knownShare(Math.max(none, past ?? 0), least);
}

/** The same for plain harm; null where a measure has no plainer harm than harm. */
export function plainExpectationOf(
  gate: GateSpec,
  against: GateAgainst,
  rest: Tally,
): Expectation | null {
  if (!hasPlainerHarm(gate)) return null;
  return usesRest(against)
    ? countedShare(
        { harmed: rest.plain, judged: rest.seen },
        PLAINLY_HARMED_SHARE,
        NATURAL_SHARE.past,
      )
    : knownShare(NATURAL_SHARE.limit, PLAINLY_HARMED_SHARE);
}

/** The harm is not only unlikely to be chance, it is as large as stated. */
export function isEffectSeen(
  gate: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
): boolean {
  const others = usesRest(against) ? rest : NOBODY;
  const isAgents = MEASURE_FACTS[gate.measure].kind === "agents";
  const least = isAgents ? gate.threshold : HARMED_SHARE;
  if (harmedShare(wave) - harmedShare(others) > least) return true;
  return hasPlainerHarm(gate) && plainShare(wave) - plainShare(others) > PLAINLY_HARMED_SHARE;
}

/** What is counted where nobody is. */
export const NOBODY: Tally = { harmed: 0, judged: 0, plain: 0, seen: 0 };

export function plainShare({ plain, seen }: Tally): number {
  return seen === 0 ? 0 : plain / seen;
}

function harmedShare({ harmed, judged }: Tally): number {
  return judged === 0 ? 0 : harmed / judged;
}
