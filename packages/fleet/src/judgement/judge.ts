import type { Millis } from "../agent/facts.js";
import {
  eitherEvidence,
  evidenceOfHarm,
  evidenceOfNone,
  type Expectation,
  FALSE_ALARM_RATE,
  meanShare,
  MISS_RATE,
} from "./evidence.js";
import {
  expectationOf,
  isEffectSeen,
  NOBODY,
  plainExpectationOf,
  plainShare,
} from "./expectation.js";
import type { Finding, Tally } from "./finding.js";
import type { GateAgainst, GateSpec, GateVerdict, Measure } from "./gate.js";
import { harmScale, type HarmScale, tallyOf, usesRest } from "./harm.js";
import { MEASURE_FACTS } from "./measures.js";
import { type Readings, readingsOf } from "./readings.js";
import type { Cohorts } from "./sample.js";
import { REST_MIN, wordsOf } from "./words.js";

/** What the moment of a look adds to the samples. */
export interface JudgeContext {
  readonly now: Millis;
  /** The soak of the newest open wave is over: gates without evidence of harm hold. */
  readonly isSoakOver: boolean;
  /** What was said at the look before: where no rest is left to compare with, gates that held go on to hold. */
  readonly verdictsBefore?: readonly GateVerdict[];
}

/** Evidence that speaks for harm without showing it: ten to one. */
const LEANING = Math.log(10);

const NEEDED_FOR_HARM = Math.log(1 / FALSE_ALARM_RATE);
const NEEDED_AGAINST_HARM = Math.log(1 / MISS_RATE);

/**
 * Amounts come and go by chance: the evidence in them must have stood for so long, or until the soak is over, since
 * every few minutes are another draw.
 */
export const STANDS_MS: Millis = 180_000;

/** How far beyond the rest a number of agents must be before it stops a rollout in any case. */
const DEVIATIONS = 3;

/** Agents that show harm plainly, and are at least half of those that report, stop a rollout by themselves. */
const PLAIN_MIN: { readonly [M in GateSpec["measure"]]?: number } = {
  "send-failures": 1,
  drops: 1,
  refused: 1,
  throughput: 2,
};

/**
 * Judges every gate of a rollout; one verdict each, in their order. An agent is the unit: it shows the harm or does not,
 * by its own change against its past and against the rest's; how many do is weighed so that looking every ten seconds
 * costs no error (`evidenceOfHarm`). The order of samples means nothing; what is no number counts as not reported.
 */
export function judgeGates(
  gates: readonly GateSpec[],
  cohorts: Cohorts,
  context: JudgeContext,
): readonly GateVerdict[] {
  return gates.map((gate, place) => judgeGate(gate, place, cohorts, context));
}

function judgeGate(
  gate: GateSpec,
  place: number,
  cohorts: Cohorts,
  { now, isSoakOver, verdictsBefore }: JudgeContext,
): GateVerdict {
  const { measure } = gate;
  const changed = readingsOf(measure, cohorts.wave);
  const others = readingsOf(measure, cohorts.rest);
  const scale = scaleOf(gate, others);
  const { against } = scale;
  const wave = tallyOf(scale, changed);
  const rest = usesRest(against) ? tallyOf(scale, others, 1) : NOBODY;
  const values = { wave: changed.value, rest: others.value, past: changed.past };
  const expected = expectationOf(gate, against, rest, values);
  const before = verdictsBefore?.find((one) => one.gate === place);
  const forHarm = weighHarm(gate, against, wave, rest, expected);
  const isEffect = isEffectSeen(gate, against, wave, rest);
  const isShown = isEffect && forHarm >= NEEDED_FOR_HARM;
  const shownSince = isShown ? Math.min(now, before?.evidence.shownSince ?? now) : null;
  const look: Look = {
    gate,
    against,
    wave,
    rest,
    past: values.past,
    isShown:
      shownSince !== null && (!hasToStand(gate) || isSoakOver || now - shownSince >= STANDS_MS),
    speaksForHarm: isEffect && forHarm >= LEANING,
    forNone: evidenceOfNone(wave, expected),
    isSoakOver,
    hasHeld: heldAgainstRest(before),
  };
  const said = decide(look);
  const agents = cohorts.wave.length;
  return {
    gate: place,
    measure,
    verdict: said.verdict,
    ...values,
    agents,
    reporting: said.cause === "plain" ? wave.seen : wave.judged,
    words: wordsOf({ gate, against, ...said, agents, wave, rest, values }),
    at: now,
    evidence: {
      harmed: wave.harmed,
      plainlyHarmed: wave.plain,
      restHarmed: rest.harmed,
      restPlainlyHarmed: rest.plain,
      restReporting: rest.judged,
      typicalOfRest: scale.typical,
      shareWithoutHarm: meanShare(expected),
      shareOfHarm: meanShare(expected) + expected.least,
      evidenceOfHarm: forHarm,
      evidenceOfHarmNeeded: NEEDED_FOR_HARM,
      evidenceOfNone: look.forNone,
      evidenceOfNoneNeeded: NEEDED_AGAINST_HARM,
      falseAlarmRate: FALSE_ALARM_RATE,
      missRate: MISS_RATE,
      ...(shownSince === null ? {} : { shownSince }),
      ...(said.cause === "kept" ? { kept: 1 } : {}),
      ...lineOf(gate, against, values),
    },
  };
}

/** All that a verdict is decided from. */
interface Look {
  readonly gate: GateSpec;
  readonly against: GateAgainst;
  readonly wave: Tally;
  readonly rest: Tally;
  /** Value of the wave before. */
  readonly past: number | null;
  /** Harm of the stated size is observed, with the evidence that is needed, for as long as is needed. */
  readonly isShown: boolean;
  /** It is observed, and no more than likely. */
  readonly speaksForHarm: boolean;
  readonly forNone: number;
  readonly isSoakOver: boolean;
  /** It held while there was a rest to compare with. */
  readonly hasHeld: boolean;
}

function decide(look: Look): Pick<Finding, "verdict" | "cause"> {
  const { gate, against, wave, rest } = look;
  if (isPlainHarm(gate, wave, rest)) return { verdict: "breached", cause: "plain" };
  if (isAtStop(look)) return { verdict: "breached", cause: "stop-at" };
  if (wave.judged < gate.sampleMin) return { verdict: "not-judged", cause: "few" };
  if (usesRest(gate.against) && rest.judged < REST_MIN) {
    // What befalls everybody cannot be told from the change any more; that the change did no harm was seen before.
    if (look.hasHeld) return { verdict: "holds", cause: "kept" };
    if (usesRest(against)) return { verdict: "not-judged", cause: "no-rest" };
  }
  if (look.isShown) return { verdict: "breached", cause: "evidence" };
  if (look.forNone >= NEEDED_AGAINST_HARM) return { verdict: "holds", cause: "evidence" };
  return look.isSoakOver && !look.speaksForHarm
    ? { verdict: "holds", cause: "soak-over" }
    : { verdict: "undecided", cause: "evidence" };
}

function hasToStand({ measure }: GateSpec): boolean {
  return measure === "throughput" || measure === "memory";
}

function heldAgainstRest(before: GateVerdict | undefined): boolean {
  if (before?.verdict !== "holds") return false;
  return (before.evidence.restReporting ?? 0) >= REST_MIN || before.evidence.kept === 1;
}

/** How harm is told, and against what: without enough of a rest, against the agents' own past or the limit itself. */
function scaleOf(gate: GateSpec, rest: Readings): HarmScale {
  const scale = harmScale(gate, gate.against, rest);
  if (!usesRest(gate.against) || FROM_OUTSIDE.has(gate.measure)) return scale;
  if (tallyOf(scale, rest, 1).judged >= REST_MIN) return scale;
  const isShare = MEASURE_FACTS[gate.measure].kind === "items";
  const own = gate.against === "rest" && isShare ? "limit" : "past";
  return harmScale(gate, own, rest);
}

/**
 * What comes from outside moves it: the day's load, the network, a hub that starts anew. Without a rest nothing can be
 * said of it.
 */
const FROM_OUTSIDE: ReadonlySet<Measure> = new Set(["throughput", "disconnects", "flaps"]);

function weighHarm(
  gate: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
  expected: Expectation,
): number {
  const harm = evidenceOfHarm(wave, expected);
  const plainly = plainExpectationOf(gate, against, rest);
  if (plainly === null) return harm;
  return eitherEvidence(harm, evidenceOfHarm({ harmed: wave.plain, judged: wave.seen }, plainly));
}

function isPlainHarm({ measure }: GateSpec, wave: Tally, rest: Tally): boolean {
  const least = PLAIN_MIN[measure];
  if (least === undefined || wave.plain < least) return false;
  return plainShare(wave) - plainShare(rest) >= 0.5;
}

function isAtStop({ gate, against, wave, rest, past }: Look): boolean {
  const { stopAt, measure } = gate;
  if (stopAt === null) return false;
  const isOwnPast = against === "past" && MEASURE_FACTS[measure].kind === "agents";
  // Of what nobody looked at before, as much as the gate bears is taken to be usual.
  const expected = usesRest(against) ? plainShare(rest) : isOwnPast ? (past ?? gate.threshold) : 0;
  const chance = DEVIATIONS * Math.sqrt(wave.seen * expected * (1 - expected));
  return wave.plain - wave.seen * expected - chance >= stopAt;
}

/** Where the threshold lies in the unit of the measure, for charts; absent where the gate has no such line. */
function lineOf(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  { rest, past }: Finding["values"],
): { readonly line?: number } {
  if (against === "limit") return { line: threshold };
  const { kind, harm } = MEASURE_FACTS[measure];
  const from = against === "rest" || (kind === "agents" && usesRest(against)) ? rest : past;
  if (from === null) return {};
  if (kind === "amount") return { line: from * (harm === "more" ? 1 + threshold : 1 - threshold) };
  const higher = against === "rest-and-past" ? Math.max(from, rest ?? 0) : from;
  return { line: Math.min(1, higher + threshold) };
}
