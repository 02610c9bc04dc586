import type { Millis } from "../agent/facts.js";
import {
  estimatedShare,
  evidenceOfHarm,
  evidenceOfNone,
  FALSE_ALARM_RATE,
  MISS_RATE,
  type Shares,
} from "./evidence.js";
import type { GateAgainst, GateSpec, GateVerdict } from "./gate.js";
import { type Finding, REST_MIN, type Tally } from "./finding.js";
import { harmScale, type Showing } from "./harm.js";
import { MEASURE_FACTS } from "./measures.js";
import type { AgentSample, Cohorts } from "./sample.js";
import { cohortValue } from "./values.js";
import { wordsOf } from "./words.js";

/** Share of agents, beyond those of the rest, that must show the harm where it is found in an agent's own numbers. */
export const HARMED_SHARE = 0.1;

/** Where no rest tells how many agents show harm without a change: against a limit, and against the past. */
const NATURAL_SHARE = { limit: 0.01, past: 0.05 } as const;

/** A limit on agents takes a tenth of itself for no harm. */
const LIMIT_NONE = 0.1;

/** Evidence that speaks for harm without showing it: ten to one. */
const LEANING = Math.log(10);

const NEEDED_FOR_HARM = Math.log(1 / FALSE_ALARM_RATE);
const NEEDED_AGAINST_HARM = Math.log(1 / MISS_RATE);
const DEVIATIONS = 3;

/** Agents that show harm plainly, and are at least half of those that report, stop a rollout by themselves. */
const PLAIN_MIN: Partial<Record<GateSpec["measure"], number>> = {
  "send-failures": 1,
  drops: 1,
  refused: 1,
  throughput: 2,
};

/** What the moment of a look adds to the samples. */
export interface JudgeContext {
  readonly now: Millis;
  /** The soak of the newest open wave is over: gates without evidence of harm hold. */
  readonly isSoakOver: boolean;
  /** What was said at the look before; what it says of a gate is kept where no rest is left to compare with. */
  readonly verdictsBefore?: readonly GateVerdict[];
}

/**
 * Judges every gate of a rollout. An agent is the unit: each shows the harm or does not, by its own change against its
 * past and against the rest's; how many do is then weighed sequentially (`evidenceOfHarm`), so that looking every ten
 * seconds costs no error. Order of the samples means nothing. Samples that are not numbers count as not reported.
 */
export function judgeGates(
  gates: readonly GateSpec[],
  cohorts: Cohorts,
  context: JudgeContext,
): readonly GateVerdict[] {
  return gates.map((gate, place) => {
    const before = context.verdictsBefore?.find((one) => one.gate === place);
    return judgeGate(gate, place, cohorts, context, before);
  });
}

function judgeGate(
  gate: GateSpec,
  place: number,
  cohorts: Cohorts,
  { now, isSoakOver }: JudgeContext,
  before: GateVerdict | undefined,
): GateVerdict {
  const { against, scale } = comparison(gate, cohorts);
  const wave = tally(cohorts.wave, scale.showingOf);
  const rest = usesRest(against) ? tally(cohorts.rest, scale.showingOf) : NOBODY;
  const shares = sharesOf(gate, against, wave, rest, cohorts.wave);
  const evidence = evidenceOfHarm(wave, shares);
  const against0 = evidenceOfNone(wave, shares);

  const decide = (): Pick<Finding, "verdict" | "cause"> => {
    if (isPlainHarm(gate, wave, rest)) return { verdict: "breached", cause: "plain" };
    if (isAtStop(gate, against, wave, rest)) return { verdict: "breached", cause: "stop-at" };
    if (wave.judged < gate.sampleMin) return { verdict: "not-judged", cause: "few" };
    if (against === "rest-and-past" && isLoad(gate) && rest.judged < REST_MIN)
      return before?.verdict === "holds"
        ? { verdict: "holds", cause: "kept" }
        : { verdict: "not-judged", cause: "no-rest" };
    const isSeen = isEffectSeen(gate, against, wave, rest);
    if (evidence >= NEEDED_FOR_HARM && isSeen) return { verdict: "breached", cause: "evidence" };
    if (against0 >= NEEDED_AGAINST_HARM) return { verdict: "holds", cause: "evidence" };
    if (isSoakOver && !(isSeen && evidence >= LEANING))
      return { verdict: "holds", cause: "soak-over" };
    return { verdict: "undecided", cause: "evidence" };
  };

  const { measure } = gate;
  const values = {
    wave: cohortValue(measure, cohorts.wave, "after"),
    rest: cohortValue(measure, cohorts.rest, "after"),
    past: cohortValue(measure, cohorts.wave, "before"),
  };
  const agents = cohorts.wave.length;
  const finding: Finding = { gate, against, ...decide(), agents, wave, rest, values };
  return {
    gate: place,
    measure,
    verdict: finding.verdict,
    ...values,
    agents,
    reporting: wave.judged,
    words: wordsOf(finding),
    at: now,
    evidence: {
      harmed: wave.harmed,
      plainlyHarmed: wave.plain,
      restHarmed: rest.harmed,
      restReporting: rest.judged,
      shareWithoutHarm: shares.none,
      shareOfHarm: shares.harm,
      evidenceOfHarm: evidence,
      evidenceOfHarmNeeded: NEEDED_FOR_HARM,
      evidenceOfNone: against0,
      evidenceOfNoneNeeded: NEEDED_AGAINST_HARM,
      falseAlarmRate: FALSE_ALARM_RATE,
      missRate: MISS_RATE,
      typicalChangeOfRest: scale.typical,
      ...lineOf(gate, against, values),
    },
  };
}

const NOBODY: Tally = { harmed: 0, judged: 0, plain: 0 };

/** The scale of a gate, and what it is held against: without enough of a rest, the agents' own past or the limit. */
function comparison(gate: GateSpec, { rest }: Cohorts) {
  const scale = harmScale(gate, gate.against, rest);
  if (!usesRest(gate.against)) return { against: gate.against, scale };
  const told = rest.reduce((sum, sample) => sum + Number(scale.showingOf(sample) !== null), 0);
  if (told >= REST_MIN || isLoad(gate)) return { against: gate.against, scale };
  const against =
    gate.against === "rest" && MEASURE_FACTS[gate.measure].kind !== "agents" ? "limit" : "past";
  return { against, scale: harmScale(gate, against, []) } as const;
}

function usesRest(against: GateAgainst): boolean {
  return against === "rest" || against === "rest-and-past";
}

/** Measures that the day's load moves by itself: without a rest nothing can be said of them. */
function isLoad({ measure }: GateSpec): boolean {
  return MEASURE_FACTS[measure].kind === "amount";
}

function tally(
  samples: readonly AgentSample[],
  showingOf: (sample: AgentSample) => Showing | null,
): Tally {
  let [harmed, judged, plain] = [0, 0, 0];
  for (const sample of samples) {
    const showing = showingOf(sample);
    if (showing === null) continue;
    judged += 1;
    if (showing.isHarmed) harmed += 1;
    if (showing.isPlain) plain += 1;
  }
  return { harmed, judged, plain };
}

function sharesOf(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
  samples: readonly AgentSample[],
): Shares {
  const isAgents = MEASURE_FACTS[measure].kind === "agents";
  const least = isAgents ? threshold : HARMED_SHARE;
  if (against === "limit")
    return isAgents
      ? { none: threshold * LIMIT_NONE, harm: threshold }
      : { none: NATURAL_SHARE.limit, harm: least };
  const none = usesRest(against)
    ? estimatedShare(rest)
    : isAgents
      ? Math.max(threshold * LIMIT_NONE, pastShare(measure, samples))
      : NATURAL_SHARE.past;
  return { none, harm: Math.min(none + least, (1 + none) / 2) };
}

function pastShare(measure: GateSpec["measure"], samples: readonly AgentSample[]): number {
  return cohortValue(measure, samples, "before") ?? 0;
}

/** The harm is not only unlikely to be chance, it is as large as stated. */
function isEffectSeen(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
): boolean {
  const least = MEASURE_FACTS[measure].kind === "agents" ? threshold : HARMED_SHARE;
  const expected = usesRest(against) ? share(rest.harmed, rest) : 0;
  return share(wave.harmed, wave) - expected > least;
}

function isPlainHarm({ measure }: GateSpec, wave: Tally, rest: Tally): boolean {
  const least = PLAIN_MIN[measure];
  if (least === undefined || wave.plain < least) return false;
  return share(wave.plain, wave) - share(rest.plain, rest) >= 0.5;
}

function isAtStop(
  { measure, stopAt }: GateSpec,
  against: GateAgainst,
  wave: Tally,
  rest: Tally,
): boolean {
  if (stopAt === null) return false;
  if (against === "limit" && MEASURE_FACTS[measure].kind === "agents") return wave.plain >= stopAt;
  const expected = share(rest.plain, rest);
  const chance = DEVIATIONS * Math.sqrt(wave.judged * expected * (1 - expected));
  return wave.plain - wave.judged * expected - chance >= stopAt;
}

function share(count: number, { judged }: Tally): number {
  return judged === 0 ? 0 : count / judged;
}

/** Where the threshold lies in the unit of the measure, for charts; absent where the gate has no such line. */
function lineOf(
  { measure, threshold }: GateSpec,
  against: GateAgainst,
  { rest, past }: Finding["values"],
): { readonly line?: number } {
  if (against === "limit") return { line: threshold };
  const from = against === "rest" ? rest : past;
  if (from === null) return {};
  const { kind, harm } = MEASURE_FACTS[measure];
  if (kind === "amount") return { line: from * (harm === "more" ? 1 + threshold : 1 - threshold) };
  return {
    line: Math.min(1, (against === "rest-and-past" ? Math.max(rest ?? 0, from) : from) + threshold),
  };
}
