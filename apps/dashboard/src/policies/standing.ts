import type { Policy, PolicySeverity, PolicyStanding } from "@fleethub/api";
import { count } from "../words/format";
import type { Tone } from "../words/states";

/** How a policy stands now, as a list shows it: shape, colour and word. */
export interface StandingWords {
  readonly tone: Tone;
  /** Class of the mark. */
  readonly mark: "healthy" | "degraded" | "unhealthy" | "unknown";
  readonly words: string;
}

/** What the words are made of. */
export interface Stood {
  readonly enabled: boolean;
  readonly severity: PolicySeverity;
  readonly standing: PolicyStanding;
}

/** A promise that the hub enforces and that somebody breaks now: what wants an act. */
export function isBroken({ enabled, severity, standing }: Stood): boolean {
  return enabled && severity === "block" && standing.broken > 0;
}

export function standingOf({ enabled, severity, standing }: Stood): StandingWords {
  const { broken, excepted, cannotTell, judged } = standing;
  if (!enabled) return { tone: "mute", mark: "unknown", words: "Off" };
  if (broken > 0)
    return severity === "block"
      ? { tone: "bad", mark: "unhealthy", words: `${count(broken)} broken` }
      : { tone: "warn", mark: "degraded", words: `${count(broken)} warned` };
  if (judged === 0) return { tone: "mute", mark: "unknown", words: "Nothing judged" };
  if (cannotTell > 0)
    return { tone: "warn", mark: "unknown", words: `${count(cannotTell)} cannot be told` };
  const but = excepted > 0 ? `, ${count(excepted)} accepted` : "";
  return { tone: "ok", mark: "healthy", words: `Holds${but}` };
}

/** One part of the bar of effective configs. */
export interface BarPart {
  readonly tone: Tone;
  readonly share: number;
}

/** The smallest share of a bar that an eye still sees. */
const SEEN_MIN = 0.05;

/** Shares of the judged effective configs; what is there at all is wide enough to be seen. */
export function barOf({ severity, standing }: Pick<Stood, "severity" | "standing">): BarPart[] {
  const { kept, broken, excepted, cannotTell, judged } = standing;
  const parts: readonly (readonly [Tone, number])[] = [
    ["ok", kept],
    ["hold", excepted],
    ["mute", cannotTell],
    [severity === "block" ? "bad" : "warn", broken],
  ];
  return parts
    .filter(([, agents]) => agents > 0)
    .map(([tone, agents]) => ({ tone, share: Math.max(SEEN_MIN, agents / Math.max(1, judged)) }));
}

const RANK: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, hold: 2, move: 2, ok: 3, mute: 4 };

/** Trouble first, then by title. */
export function inOrder(policies: readonly Policy[]): readonly Policy[] {
  return [...policies].sort(
    (a, b) =>
      RANK[standingOf(a).tone] - RANK[standingOf(b).tone] ||
      b.standing.broken - a.standing.broken ||
      a.title.localeCompare(b.title),
  );
}

/** The list in the order in which it was first seen, so that no row moves; what is new comes first. */
export function keptInPlace(
  policies: readonly Policy[],
  seen: readonly string[],
): readonly Policy[] {
  const place = new Map(seen.map((name, at) => [name, at]));
  return [...inOrder(policies)].sort(
    (a, b) => (place.get(a.name) ?? -1) - (place.get(b.name) ?? -1),
  );
}

/** Most effective configs that one policy was judged on; policies of narrow scope are judged on fewer. */
export function judgedMost(policies: readonly Policy[]): number {
  return Math.max(0, ...policies.map(({ standing }) => standing.judged));
}
