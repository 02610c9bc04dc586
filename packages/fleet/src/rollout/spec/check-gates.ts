import type { GateSpec } from "../../judgement/gate.js";
import { MEASURE_FACTS } from "../../judgement/measures.js";
import { ROLLOUT_GATES_MAX } from "./limits.js";
import type { RolloutSpec } from "./spec.js";
import type { SpecFacts, SpecProblem } from "./spec-problem.js";
import { agents, number } from "../words.js";

/** Gates that could never say anything, or never anything but one thing. */
export function* checkGates(spec: RolloutSpec, facts: SpecFacts): Generator<SpecProblem> {
  if (spec.gates.length > ROLLOUT_GATES_MAX) {
    yield {
      pointer: "/gates",
      message: `${number(spec.gates.length)} gates are more than a rollout can be judged by.`,
      remedy: `Name at most ${ROLLOUT_GATES_MAX}.`,
    };
  }
  for (const [index, gate] of spec.gates.entries()) {
    yield* checkThreshold(gate, index);
    yield* checkCounts(gate, index, facts);
    const first = spec.gates.findIndex(
      ({ measure, against }) => measure === gate.measure && against === gate.against,
    );
    if (first < index) {
      yield {
        pointer: `/gates/${index}`,
        message: `The gate on ${labelOf(gate)} is judged against the same as gate ${first + 1}.`,
        remedy: "Keep the stricter of both.",
      };
    }
  }
}

function* checkThreshold(gate: GateSpec, index: number): Generator<SpecProblem> {
  const { threshold } = gate;
  const pointer = `/gates/${index}/threshold`;
  if (!(threshold > 0 && Number.isFinite(threshold))) {
    yield {
      pointer,
      message: `${threshold} is no size of harm: the gate would stop what harms nobody.`,
      remedy: "Say a number above 0.",
    };
    return;
  }
  const { unit, harm } = MEASURE_FACTS[gate.measure];
  const isRelativeLoss = harm === "less" && gate.against !== "limit";
  if ((unit === "share" || isRelativeLoss) && threshold >= 1) {
    const most = isRelativeLoss
      ? "nothing can fall by more than all of it"
      : "no share is above it";
    yield {
      pointer,
      message: `The gate on ${labelOf(gate)} could never stop anything: ${threshold} stands for ${number(Math.round(threshold * 100))} %, and ${most}.`,
      remedy: "Say a share below 1, such as 0.05 for five percent.",
    };
  }
}

function* checkCounts(gate: GateSpec, index: number, facts: SpecFacts): Generator<SpecProblem> {
  const { sampleMin, stopAt } = gate;
  if (stopAt !== null && (!Number.isInteger(stopAt) || stopAt < 1)) {
    yield {
      pointer: `/gates/${index}/stopAt`,
      message: `${stopAt} agents that show harm would stop the rollout before it began.`,
      remedy: "Say a whole number from 1, or leave it out.",
    };
  }
  if (!Number.isInteger(sampleMin) || sampleMin < 1) {
    yield {
      pointer: `/gates/${index}/sampleMin`,
      message: `${sampleMin} agents are no sample.`,
      remedy: "Say a whole number from 1.",
    };
    return;
  }
  const isOwn = MEASURE_FACTS[gate.measure].source === "own-telemetry";
  const telling = isOwn ? facts.reporting : facts.members;
  if (!facts.gatesGiven || facts.members === 0 || sampleMin <= telling) return;
  const who = isOwn
    ? `${agents(facts.reporting)} of the ${number(facts.members)} that it reaches ${facts.reporting === 1 ? "reports" : "report"} own telemetry`
    : `it reaches ${agents(facts.members)}`;
  yield {
    pointer: `/gates/${index}/sampleMin`,
    message: `The gate on ${labelOf(gate)} could never be judged: it needs ${agents(sampleMin)}, and ${who}.`,
    remedy:
      isOwn && facts.reporting === 0
        ? "Leave the gate out, or turn own telemetry on for these agents."
        : `Say at most ${number(Math.max(1, telling))}, or leave the gate out.`,
  };
}

function labelOf({ measure }: GateSpec): string {
  return MEASURE_FACTS[measure].label.toLowerCase();
}
