import { DEFAULT_ROLLOUT_SPEC } from "../spec/rollout-spec.js";
import { isReachable } from "../waves/canary.js";
import type { RolloutLook, WaveTally } from "./look.js";
import { soakEndOf } from "./phase.js";
import type { WaveStatus } from "../status.js";
import { isInFlight, isWell } from "./step.js";
import { agents, number, sentences, theWave } from "../words.js";

/** What comes next for the wave under way. */
export type WaveNext =
  /** Members are on their way, or wait for their turn. */
  | { readonly kind: "goes-on" }
  /** Nobody of it was reached, nor of an earlier one: nothing could be judged. `forGood`: and nobody will be. */
  | { readonly kind: "held-empty"; readonly forGood: boolean }
  | { readonly kind: "soak" }
  /** A member that had ended is on its way again: the soak has to begin anew. */
  | { readonly kind: "soak-again" }
  | { readonly kind: "soaks" }
  /** The soak is over, and gates were not judged since. */
  | { readonly kind: "to-be-judged" }
  /** The soak is over, and what was seen does not suffice. */
  | { readonly kind: "held"; readonly why: string }
  | { readonly kind: "passes"; readonly why: string };

/** What comes next for this wave of the look's status; it is the one under way, and nothing is breached. */
export function waveNext(look: RolloutLook, index: number, wave: WaveStatus): WaveNext {
  const tally = look.waves[index];
  if (tally === undefined || tally.members + tally.gone === 0) return { kind: "passes", why: "" };
  if (wave.soakingSince !== null && hasFallenBack(look, index, wave.soakingSince)) {
    return { kind: "soak-again" };
  }
  if (wave.soakingSince === null && blocking(look, tally, wave) > 0) return { kind: "goes-on" };
  if (wave.promoted) return { kind: "passes", why: "Its soak was skipped." };
  if (tally.settled + tally.failed === 0) return nobodyReached(look, index, tally);
  if (wave.soakingSince === null) return { kind: "soak" };
  return afterSoak(look, index, tally);
}

/** Members for which the wave waits before it soaks. */
function blocking(look: RolloutLook, tally: WaveTally, wave: WaveStatus): number {
  const waitsForAway = look.view.spec.offline === "wait" && !wave.promoted;
  const away = waitsForAway ? 0 : tally.away;
  return tally.inFlight + tally.waiting + tally.heldBack - away;
}

/** Those that were assigned later, since they came back, are not waited for. */
function hasFallenBack(look: RolloutLook, index: number, since: number): boolean {
  return look.members.some(
    ({ member, step, facts }) =>
      member.wave === index &&
      member.assignedAt !== null &&
      member.assignedAt <= since &&
      isInFlight(step, facts),
  );
}

function nobodyReached(look: RolloutLook, index: number, tally: WaveTally): WaveNext {
  const hasEvidence = look.waves.slice(0, index).some(({ settled }) => settled > 0);
  if (hasEvidence) return { kind: "passes", why: "Nobody of it could be reached." };
  const mayCome = look.view.spec.offline === "skip" ? 0 : tally.away;
  return { kind: "held-empty", forGood: mayCome === 0 };
}

function afterSoak(look: RolloutLook, index: number, tally: WaveTally): WaveNext {
  const { spec, status, verdicts } = look.view;
  const end = soakEndOf(spec, status);
  if (end === null || look.now < end) return { kind: "soaks" };
  const since = verdicts.filter(({ at }) => at >= end);
  const judged = new Set(since.map(({ gate }) => gate));
  if (spec.gates.some((_, gate) => !judged.has(gate))) return { kind: "to-be-judged" };
  const telling = since.filter(({ verdict }) => verdict !== "not-judged");
  if (telling.length === 0) return byBaseMeasures(look, index, tally);
  const silent = since.length - telling.length;
  const word = telling.length === 1 ? "gate" : "gates";
  return {
    kind: "passes",
    why: sentences(
      `Nothing spoke against it in ${number(telling.length)} ${word}.`,
      silent === 0 ? "" : `${number(silent)} could not be judged.`,
    ),
  };
}

/** Where no gate can be judged: who is there and well, which every agent tells, within what the limits let pass. */
function byBaseMeasures(look: RolloutLook, index: number, tally: WaveTally): WaveNext {
  const unwell = look.members.filter(
    ({ member, step, facts }) =>
      member.wave === index &&
      step === "settled" &&
      facts !== null &&
      !(isReachable(facts.presence) && isWell(facts.health)),
  ).length;
  const failed = look.failures.filter(({ member }) => member.wave === index).length;
  const tolerated = Math.max(
    toleratedFailures(look, tally.settled + tally.failed),
    look.view.spec.limits.failures ?? 0,
  );
  if (tally.settled > 0 && unwell + failed <= tolerated) {
    return { kind: "passes", why: "No gate could be judged; its agents are there and well." };
  }
  const trouble = sentences(
    failed === 0 ? "" : `${agents(failed)} failed.`,
    unwell === 0
      ? ""
      : `${agents(unwell)} of it ${unwell === 1 ? "is" : "are"} not there or not well.`,
  );
  return {
    kind: "held",
    why: sentences(`No gate could be judged in ${theWave(index)}.`, trouble),
  };
}

/** Failures of which no operator said that they may be, of so many reached members that he lets pass. */
function toleratedFailures(look: RolloutLook, reached: number): number {
  const { failuresPercent } = look.view.spec.limits;
  const share = failuresPercent ?? DEFAULT_ROLLOUT_SPEC.limits.failuresPercent ?? 0;
  return Math.floor((reached * share) / 100);
}
