import type { Rollout, RolloutWave } from "@fleethub/api";
import type { IconName } from "../parts/icon";
import { count, duration, plural } from "../words/format";
import { atSteps, PHASE, STEPS } from "../words/rollouts";
import type { Tone } from "../words/states";
import { MEASURES } from "./start/gate-words";

/** `Canary`, `Wave 2`, `Rest`. */
export function waveName({ wave, size }: Pick<RolloutWave, "wave" | "size">): string {
  if (wave === 0) return "Canary";
  return size === null ? "Rest" : `Wave ${wave + 1}`;
}

/** The same inside a sentence. */
export function waveInWords(wave: Pick<RolloutWave, "wave" | "size">): string {
  const name = waveName(wave).toLowerCase();
  return wave.wave === 0 || wave.size === null ? `the ${name}` : name;
}

/** The wave under way, or the last that was; the first before any began. */
export function currentWave(waves: readonly RolloutWave[]): number {
  const opened = waves.filter(({ openedAt }) => openedAt !== null);
  return (opened.find(({ passedAt }) => passedAt === null) ?? opened.at(-1))?.wave ?? 0;
}

export interface WaveBadge {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

/** Where a wave stands. */
export function waveBadge(wave: RolloutWave, rollout: Rollout): WaveBadge {
  const { phase, live } = rollout;
  const back = phase === "rolling-back" || phase === "rolled-back";
  if (wave.openedAt !== null && back && atSteps(wave.steps, STEPS.back) > 0) return PHASE[phase];
  if (wave.passedAt !== null) return { word: "Passed", tone: "ok", icon: "check" };
  if (wave.openedAt === null)
    return live
      ? { word: "Waiting", tone: "mute", icon: "clock" }
      : { word: "Not reached", tone: "mute", icon: "minus" };
  return PHASE[phase];
}

/** How far its members are: `31 of 40 applied, 5 applying, 4 failed`. */
export function waveProgress(wave: RolloutWave): string {
  const of = (steps: Parameters<typeof atSteps>[1]) => atSteps(wave.steps, steps);
  if (wave.openedAt === null) return plural(wave.members, "agent");
  const back = of(["returned", "withdrawn"]);
  const allBack = back > 0 && of(STEPS.applied) === 0;
  const parts: readonly (readonly [number, string])[] = [
    [of(STEPS.moving), "applying"],
    [of(["failed"]), "failed"],
    [of(["not-answering"]), "not answering"],
    [of(["returning"]), "going back"],
    [allBack ? 0 : back, "back"],
    [of(["excluded"]), "excluded"],
    [of(["departed"]), "left"],
    [of(["skipped"]), "skipped"],
  ];
  return [
    allBack
      ? `${count(back)} of ${count(wave.members)} back`
      : `${count(of(STEPS.applied))} of ${count(wave.members)} applied`,
    ...parts.flatMap(([n, word]) => (n === 0 ? [] : [`${count(n)} ${word}`])),
  ].join(", ");
}

/** One line below the progress: when it passed, what it waits for, why it is held. */
export function waveNote(
  wave: RolloutWave,
  rollout: Rollout,
  until: (at: number) => string,
): string {
  const { phase, waves, spec } = rollout;
  const { openedAt, passedAt, soakingSince } = wave;
  if (openedAt === null)
    return rollout.live ? startsWhen(wave, rollout) : "Nobody of it was offered it";
  if (passedAt !== null) {
    const took = duration(Date.parse(passedAt) - Date.parse(openedAt));
    return wave.promoted ? `Passed after ${took}, its soak skipped` : `Passed after ${took}`;
  }
  if (phase === "paused") return heldWords(rollout.paused);
  if (soakingSince !== null && phase === "soaking")
    return wave.promoted
      ? "Its soak is skipped"
      : `Watched until ${until(Date.parse(soakingSince) + wave.soakSeconds * 1_000)}`;
  const settled = atSteps(wave.steps, ["settled"]);
  if (phase === "rolling" && settled < atSteps(wave.steps, STEPS.applied))
    return `${count(settled)} of ${count(wave.members)} settled so far`;
  if (phase === "rolling" && wave.wave + 1 === waves.length)
    return `At most ${count(spec.maxInFlight)} in flight`;
  if (phase === "rolling") return `Then watched for ${duration(wave.soakSeconds * 1_000)}`;
  return "";
}

/** The sentence above says all of it, so a gate is named alone. */
function heldWords(paused: Rollout["paused"]): string {
  const gate = Object.entries(MEASURES).find(([measure]) => measure === paused?.measure);
  if (gate !== undefined) return `Held by the gate ${gate[1].label}`;
  if (paused?.by === "limit") return "Held by the limits on failures";
  return `Held: ${paused?.reason || "an operator paused it"}`;
}

function startsWhen(wave: RolloutWave, { waves, spec, phase }: Rollout): string {
  if (wave.wave === 0)
    return phase === "scheduled" ? "Starts at the time that was set" : "Starts next";
  const before = waves[wave.wave - 1];
  const starts = `Starts when ${before ? waveInWords(before) : "the one before"} passes`;
  return wave.size === null && wave.members > spec.maxInFlight
    ? `At most ${count(spec.maxInFlight)} in flight`
    : starts;
}

/** Parts of the bar, in order; waiting ones are the empty rest. */
export function waveBar({
  steps,
}: Pick<RolloutWave, "steps">): readonly (readonly [number, Tone])[] {
  const parts: readonly (readonly [number, Tone])[] = [
    [atSteps(steps, STEPS.applied), "ok"],
    [atSteps(steps, [...STEPS.moving, "returning"]), "move"],
    [atSteps(steps, ["returned", "withdrawn"]), "warn"],
    [atSteps(steps, STEPS.trouble), "bad"],
    [atSteps(steps, STEPS.out), "mute"],
  ];
  return parts.filter(([agents]) => agents > 0);
}
