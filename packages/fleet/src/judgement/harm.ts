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

/** Exports that an amount must rest on: fewer are noise, and the first after a restart are not like the others. */
const AMOUNT_POINTS_MIN = 3;

/** How harm of single agents is told. */
export interface HarmScale {
  readonly gate: GateSpec;
  readonly against: GateAgainst;
  /** What the typical agent of the rest does: a ratio of amounts, a difference or level of shares. */
  readonly typical: number;
  /**
   * Exports that an agent's reading must rest on. As many as those of the rest do: what befalls everybody for some minutes
   * weighs more in a shorter stretch, and would look like the change.
   */
  readonly points: number;
}

/** A scale made from what the rest does; without any of it nothing is taken off. */
export function harmScale(gate: GateSpec, against: GateAgainst, rest: Readings): HarmScale {
  const { kind } = MEASURE_FACTS[gate.measure];
  const isRatio = kind === "amount" && against !== "limit";
  const neutral = isRatio ? 1 : 0;
  const least = kind === "amount" ? AMOUNT_POINTS_MIN : 1;
  const own = { gate, against, typical: neutral, points: least };
  if (!usesRest(against) || kind === "agents") return own;
  const moves = movesOf(gate, against, rest);
  const usual = median(moves);
  const points = median(rest.points.filter((_, at) => !Number.isNaN(moves[at] ?? NaN)));
  return {
    ...own,
    typical: usual !== null && (usual > 0 || !isRatio) ? usual : neutral,
    points: points !== null && Number.isFinite(points) ? Math.max(least, points) : least,
  };
}

export function usesRest(against: GateAgainst): boolean {
  return against === "rest" || against === "rest-and-past";
}

/** How many agents report what is needed, how many of them show the harm, and how many plainly. */
export function tallyOf(scale: HarmScale, readings: Readings, points = scale.points): Tally {
  const moves = movesOf(scale.gate, scale.against, readings);
  const hasPlainer = hasPlainerHarm(scale.gate);
  let [judged, harmed, seen, plain] = [0, 0, 0, 0];
  for (let at = 0; at < moves.length; at++) {
    const moved = moves[at] ?? NaN;
    if (Number.isNaN(moved)) continue;
    const isHarmed = isHarm(scale, moved);
    const exports = readings.points[at] ?? 0;
    if (exports >= points) {
      judged += 1;
      harmed += Number(isHarmed);
    }
    if (exports >= (hasPlainer ? PLAIN_POINTS : points)) {
      seen += 1;
      plain += Number(isHarmed && (!hasPlainer || isPlain(scale, readings, at)));
    }
  }
  return { judged, harmed, seen, plain };
}

/** A measure of which one agent can show so much harm that it tells by itself. */
export function hasPlainerHarm({ measure }: GateSpec): boolean {
  return MEASURE_FACTS[measure].kind === "items" || measure === "throughput";
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

function isPlain({ gate, typical }: HarmScale, readings: Readings, at: number): boolean {
  const [now = NaN, past = NaN] = [readings.after[at], readings.before[at]];
  if (MEASURE_FACTS[gate.measure].kind === "items")
    return now > PLAIN_LOSS && past <= PLAIN_LOSS_BEFORE;
  const usual = gate.against === "rest-and-past" ? typical : 1;
  return now < past * usual * PLAIN_SILENCE;
}
