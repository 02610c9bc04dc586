import type { Tally } from "./finding.js";
import type { GateAgainst, GateSpec } from "./gate.js";
import { MEASURE_FACTS } from "./measures.js";
import { median, type Readings } from "./readings.js";

/** An agent that loses more than this share of its items shows harm plainly. */
export const PLAIN_LOSS = 0.5;

/** It must have lost no more than this before. */
export const PLAIN_LOSS_BEFORE = 0.05;

/** An agent that sends less than this share of what it sent shows harm plainly. */
export const PLAIN_SILENCE = 0.1;

/** Exports that plain harm must have lasted for. */
export const PLAIN_POINTS = 2;

/** How harm of single agents is told. */
export interface HarmScale {
  readonly gate: GateSpec;
  readonly against: GateAgainst;
  /** What the typical agent of the rest does: a ratio of amounts, a difference or level of shares. */
  readonly typical: number;
}

/** A scale made from what the rest does; without any of it nothing is taken off. */
export function harmScale(gate: GateSpec, against: GateAgainst, rest: Readings): HarmScale {
  const isRatio = MEASURE_FACTS[gate.measure].kind === "amount" && against !== "limit";
  const neutral = isRatio ? 1 : 0;
  const usual = usesRest(against) ? median(movesOf(gate, against, rest)) : null;
  const isUsable = usual !== null && MEASURE_FACTS[gate.measure].kind !== "agents";
  return { gate, against, typical: isUsable && (usual > 0 || !isRatio) ? usual : neutral };
}

export function usesRest(against: GateAgainst): boolean {
  return against === "rest" || against === "rest-and-past";
}

/** How many agents report what is needed, how many of them show the harm, and how many plainly. */
export function tallyOf(scale: HarmScale, readings: Readings): Tally {
  const moves = movesOf(scale.gate, scale.against, readings);
  let [judged, harmed, plain] = [0, 0, 0];
  for (let at = 0; at < moves.length; at++) {
    const moved = moves[at] ?? NaN;
    if (Number.isNaN(moved)) continue;
    judged += 1;
    if (!isHarm(scale, moved)) continue;
    harmed += 1;
    if (isPlain(scale.gate, readings, at)) plain += 1;
  }
  return { judged, harmed, plain };
}

/** How each agent moved: for agents and items by how much, for amounts by which ratio; without a past, where it stands. */
function movesOf({ measure }: GateSpec, against: GateAgainst, readings: Readings): Float64Array {
  const { after, before } = readings;
  if (against === "limit" || against === "rest") return after;
  const { kind } = MEASURE_FACTS[measure];
  return after.map((now, at) => {
    const past = before[at] ?? NaN;
    if (kind === "items") return now - past;
    // What happens to agents did not happen before, where nobody says that it did.
    if (kind === "agents") return now - (Number.isNaN(past) ? 0 : past);
    return past > 0 ? now / past : NaN;
  });
}

function isHarm({ gate, against, typical }: HarmScale, moved: number): boolean {
  const { kind, harm } = MEASURE_FACTS[gate.measure];
  if (kind === "agents") return moved > 0;
  if (kind === "items") return moved - typical > gate.threshold;
  if (against === "limit") return harm === "more" ? moved > gate.threshold : moved < gate.threshold;
  return (harm === "more" ? moved / typical - 1 : 1 - moved / typical) > gate.threshold;
}

function isPlain({ measure }: GateSpec, { after, before, points }: Readings, at: number): boolean {
  const { kind } = MEASURE_FACTS[measure];
  if (kind !== "items" && measure !== "throughput") return true;
  if ((points[at] ?? 0) < PLAIN_POINTS) return false;
  const [now = NaN, past = NaN] = [after[at], before[at]];
  return kind === "items"
    ? now > PLAIN_LOSS && past <= PLAIN_LOSS_BEFORE
    : now < past * PLAIN_SILENCE;
}
