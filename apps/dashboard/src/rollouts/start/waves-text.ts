import type { RolloutPlan } from "@fleethub/api";
import { count } from "../../words/format";
import { secondsFrom, secondsText } from "./durations";

export type Wave = NonNullable<RolloutPlan["waves"]>[number];

/** Waves as one writes them, or why they cannot be read. */
export type ReadWaves =
  | { readonly ok: true; readonly waves: readonly Wave[] }
  | { readonly ok: false; readonly message: string };

const WAVE = /^(\d+(?:\.\d+)?)\s*(%?)\s*(?:\(([^)]*)\))?$/;
const REST = /^(the )?rest$/i;

/**
 * Reads `4, 10 %, 50 % (1 h), rest`: numbers of agents or shares of all in order, each with a soak of its own in brackets
 * where it has one. Who is left after the last is one further wave, so `rest` may be written and means nothing.
 */
export function wavesFrom(text: string): ReadWaves {
  const parts = text
    .split(/[,;]|\bthen\b/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.at(-1)?.match(REST)) parts.pop();
  const waves: Wave[] = [];
  let share = 0;
  for (const part of parts) {
    const [, amount, percent, soak] = WAVE.exec(part) ?? [];
    if (amount === undefined)
      return {
        ok: false,
        message: `“${part}” is no wave: write a number of agents or a share, such as 4 or 10 %`,
      };
    const soakSeconds = soak === undefined ? undefined : secondsFrom(soak);
    if (soak !== undefined && soakSeconds === undefined)
      return { ok: false, message: `“${soak}” is no duration: write 15 min or 1 h` };
    const size = Number(amount);
    if (size <= 0) return { ok: false, message: `A wave of ${part} reaches nobody` };
    if (percent === "%") {
      share += size;
      if (size > 100 || share > 100)
        return { ok: false, message: `The shares come to ${share} %, which is more than all` };
    } else if (!Number.isInteger(size))
      return { ok: false, message: `“${part}” is no number of agents` };
    waves.push({
      ...(percent === "%" ? { percent: size } : { count: size }),
      ...(soakSeconds === undefined ? {} : { soakSeconds }),
    });
  }
  return waves.length === 0
    ? { ok: false, message: "At least one wave: the first is the canary, such as 1, 10 %, rest" }
    : { ok: true, waves };
}

/** What {@link wavesFrom} reads. */
export function wavesText(waves: readonly Wave[]): string {
  const written = waves.map((wave) => {
    const size = "count" in wave ? String(wave.count) : `${wave.percent} %`;
    return wave.soakSeconds === undefined ? size : `${size} (${secondsText(wave.soakSeconds)})`;
  });
  return [...written, "rest"].join(", ");
}

/** `1 first, then 4, then 35`. */
export function sizesWords(sizes: readonly number[]): string {
  const [first, ...others] = sizes;
  if (first === undefined) return "nobody";
  if (others.length === 0) return first === 1 ? "the one at once" : `all ${count(first)} at once`;
  return `${count(first)} first, then ${others.map(count).join(", then ")}`;
}
