import { SOAK_MS_MAX, WAVES_MAX } from "./limits.js";
import type { RolloutSpec, WaveSpec } from "./spec.js";
import type { SpecFacts, SpecProblem } from "./spec-problem.js";
import { agents, duration, number } from "../words.js";

/** Sizes and soaks of the waves. */
export function* checkWaves(spec: RolloutSpec, { members }: SpecFacts): Generator<SpecProblem> {
  const { waves } = spec;
  if (members === 0) {
    yield {
      pointer: "",
      message: "It reaches no agent.",
      remedy: "Look at who is in the group, and who of them is pinned, held or cannot run it.",
    };
  }
  if (waves.length === 0 || waves.length > WAVES_MAX) {
    yield {
      pointer: "/waves",
      message: `${number(waves.length)} waves cannot be gone through.`,
      remedy: `Name 1 to ${WAVES_MAX}; who is left makes one more.`,
    };
  }
  if (!isSoak(spec.soakMs)) yield soakProblem("/soakMs", spec.soakMs);
  let percent = 0;
  let count = 0;
  for (const [index, wave] of waves.entries()) {
    const size = checkSize(wave, index);
    if (size !== null) yield size;
    else {
      const late = checkReached(wave, index, { percent, count, members });
      if (late !== null) yield late;
    }
    if (wave.soakMs !== undefined && !isSoak(wave.soakMs)) {
      yield soakProblem(`/waves/${index}/soakMs`, wave.soakMs);
    }
    if ("percent" in wave) percent += wave.percent;
    else count += wave.count;
  }
}

function checkSize(wave: WaveSpec, index: number): SpecProblem | null {
  if ("percent" in wave) {
    if (wave.percent > 0 && wave.percent <= 100) return null;
    return {
      pointer: `/waves/${index}/percent`,
      message: `${wave.percent} % is no share of the members.`,
      remedy: "Say a number above 0, and at most 100.",
    };
  }
  if (Number.isInteger(wave.count) && wave.count >= 1) return null;
  return {
    pointer: `/waves/${index}/count`,
    message: `A wave of ${wave.count} agents is none.`,
    remedy: "Say a whole number from 1.",
  };
}

/** In a small fleet shares may come to nothing; but what no fleet of this size or of any can reach is a mistake. */
function checkReached(
  wave: WaveSpec,
  index: number,
  before: { readonly percent: number; readonly count: number; readonly members: number },
): SpecProblem | null {
  if (before.percent >= 100) {
    return {
      pointer: `/waves/${index}`,
      message: `Wave ${index + 1} reaches nobody: the waves before it take 100 % of the members.`,
      remedy: "Leave it out, or make those before it smaller.",
    };
  }
  if ("percent" in wave && before.percent + wave.percent > 100) {
    return {
      pointer: `/waves/${index}/percent`,
      message: `The waves up to here take ${before.percent + wave.percent} % of the members.`,
      remedy: `Say at most ${100 - before.percent}, or leave the wave out: who is left makes the last one.`,
    };
  }
  if ("count" in wave && before.members > 0 && before.count >= before.members) {
    return {
      pointer: `/waves/${index}/count`,
      message: `Wave ${index + 1} reaches nobody: the waves before it take all of ${agents(before.members)}.`,
      remedy: "Leave it out, or make those before it smaller.",
    };
  }
  return null;
}

function isSoak(ms: number): boolean {
  return ms >= 0 && ms <= SOAK_MS_MAX;
}

function soakProblem(pointer: string, ms: number): SpecProblem {
  return {
    pointer,
    message: `${number(ms)} ms is no time to watch a wave for.`,
    remedy: `Say 0 to ${duration(SOAK_MS_MAX)}.`,
  };
}
