import type { Millis } from "../agent/facts.js";
import {
  eitherEvidence,
  evidenceOfHarm,
  evidenceOfNone,
  FALSE_ALARM_RATE,
  meanShare,
  MISS_RATE,
} from "./evidence.js";
import { expectationOf, isEffectSeen, plainExpectationOf, share } from "./expectation.js";
import type { Finding, Tally } from "./finding.js";
import type { GateAgainst, GateSpec, GateVerdict } from "./gate.js";
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

/** How far beyond the rest a number of agents must be before it stops a rollout in any case. */
const DEVIATIONS = 3;

/** Agents that show harm plainly, and are at least half of those that report, stop a rollout by themselves. */
const PLAIN_MIN: { readonly [M in GateSpec["measure"]]?: number } = {
  "send-failures": 1,
  drops: 1,
  refused: 1,
  throughput: 2,
};

const NOBODY: Tally = { harmed: 0, judged: 0, plain: 0 };

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
  const rest = usesRest(against) ? tallyOf(scale, others) : NOBODY;
  const values = { wave: changed.value, rest: others.value, past: changed.past };
  const expected = expectationOf(gate, against, rest, values);
  const weighed = {
    harm: weighHarm(gate, against, wave, rest, expected),
    none: evidenceOfNone(wave, expected),
  };
  const before = verdictsBefore?.find((one) => one.gate === place);
  const said = decide(gate, against, wave, rest, weighed, isSoakOver, before);
  const agents = cohorts.wave.length;
  return {
    gate: place,
    measure,
    verdict: said.verdict,
    ...values,
    agents,
    reporting: wave.judged,
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
      evidenceOfHarm: weighed.harm,
      evidenceOfHarmNeeded: NEEDED_FOR_HARM,
      evidenceOfNone: weighed.none,
      evidenceOfNoneNeeded: NEEDED_AGAINST_HARM,
      falseAlarmRate: FALSE_ALARM_RATE,
      missRate: MISS_RATE,
      ...lineOf(gate, against, values),
    },
  };
}

/** How harm is told, and against what: without enough of a rest, against the agents' own past or the limit itself. */
function scaleOf(gate: GateSpec, rest: Readings): HarmScale {
  const scale = harmScale(gate, gate.against, rest);
  if (!usesRest(gate.against) || isLoad(gate)) return scale;
  if (tallyOf(scale, rest).judged >= REST_MIN) return scale;
  const isShare = MEASURE_FACTS[gate.measure].kind === "items";
  const own = gate.against === "rest" && isShare ? "limit" : "past";
  return harmScale(gate, own, rest);
}

/** The day's load moves it by itself: without a rest nothing can be said of it. */
function isLoad({ measure }: GateSpec): boolean {
  return measure === "throughput";
}

function weighHarm(
  gate: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
  expected: Parameters<typeof evidenceOfHarm>[1],
): number {
  const harm = evidenceOfHarm(wave, expected);
  const plainly = plainExpectationOf(gate, against, rest);
  if (plainly === null) return harm;
  return eitherEvidence(harm, evidenceOfHarm({ ...wave, harmed: wave.plain }, plainly));
}

function decide(
  gate: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
  weighed: { readonly harm: number; readonly none: number },
  isSoakOver: boolean,
  before: GateVerdict | undefined,
): Pick<Finding, "verdict" | "cause"> {
  if (isPlainHarm(gate, wave, rest)) return { verdict: "breached", cause: "plain" };
  if (isAtStop(gate, against, wave, rest)) return { verdict: "breached", cause: "stop-at" };
  if (wave.judged < gate.sampleMin) return { verdict: "not-judged", cause: "few" };
  if (usesRest(against) && rest.judged < REST_MIN)
    return before?.verdict === "holds"
      ? { verdict: "holds", cause: "kept" }
      : { verdict: "not-judged", cause: "no-rest" };
  const isSeen = isEffectSeen(gate, against, wave, rest);
  if (weighed.harm >= NEEDED_FOR_HARM && isSeen) return { verdict: "breached", cause: "evidence" };
  if (weighed.none >= NEEDED_AGAINST_HARM) return { verdict: "holds", cause: "evidence" };
  const speaksForHarm = isSeen && weighed.harm >= LEANING;
  return isSoakOver && !speaksForHarm
    ? { verdict: "holds", cause: "soak-over" }
    : { verdict: "undecided", cause: "evidence" };
}

function isPlainHarm({ measure }: GateSpec, wave: Tally, rest: Tally): boolean {
  const least = PLAIN_MIN[measure];
  if (least === undefined || wave.plain < least) return false;
  return share(wave.plain, wave) - share(rest.plain, rest) >= 0.5;
}

function isAtStop({ stopAt }: GateSpec, against: GateAgainst, wave: Tally, rest: Tally): boolean {
  if (stopAt === null) return false;
  const expected = usesRest(against) ? share(rest.plain, rest) : 0;
  const chance = DEVIATIONS * Math.sqrt(wave.judged * expected * (1 - expected));
  return wave.plain - wave.judged * expected - chance >= stopAt;
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
