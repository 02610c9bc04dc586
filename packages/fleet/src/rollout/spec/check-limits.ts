import { ANSWER_MS_MAX, ANSWER_MS_MIN, IN_FLIGHT_MAX } from "./limits.js";
import type { RolloutSpec } from "./spec.js";
import type { SpecFacts, SpecProblem } from "./spec-problem.js";
import { duration, number } from "../words.js";

/** Limits and the time to answer. */
export function* checkLimits(spec: RolloutSpec, { settleMs }: SpecFacts): Generator<SpecProblem> {
  const { inFlight, failures, failuresPercent } = spec.limits;
  if (!Number.isInteger(inFlight) || inFlight < 1 || inFlight > IN_FLIGHT_MAX) {
    yield {
      pointer: "/limits/inFlight",
      message: `At most ${inFlight} agents in flight is no limit that can be kept.`,
      remedy: `Say a whole number from 1 to ${number(IN_FLIGHT_MAX)}.`,
    };
  }
  if (failures !== null && (!Number.isInteger(failures) || failures < 0)) {
    yield {
      pointer: "/limits/failures",
      message: `${failures} is no number of agents.`,
      remedy: "Say a whole number from 0 (the first failure stops it), or leave it out.",
    };
  }
  if (failuresPercent !== null && !(failuresPercent >= 0 && failuresPercent <= 100)) {
    yield {
      pointer: "/limits/failuresPercent",
      message: `${failuresPercent} % is no share of the members that were reached.`,
      remedy: "Say a number from 0 to 100, or leave it out.",
    };
  }
  if (!(spec.answerMs >= ANSWER_MS_MIN && spec.answerMs <= ANSWER_MS_MAX)) {
    yield {
      pointer: "/answerMs",
      message: `${duration(spec.answerMs)} is no time to answer.`,
      remedy: `Say ${duration(ANSWER_MS_MIN)} to ${duration(ANSWER_MS_MAX)}.`,
    };
  } else if (spec.answerMs <= settleMs) {
    yield {
      pointer: "/answerMs",
      message: `An agent settles ${duration(settleMs)} after it applied a revision, so within ${duration(spec.answerMs)} each would count as failed.`,
      remedy: `Say more than ${duration(settleMs)}.`,
    };
  }
}
