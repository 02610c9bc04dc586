import type { RolloutPlan } from "@fleethub/api";
import { plural } from "../../words/format";
import { secondsText } from "./durations";
import { wavesText } from "./waves-text";
import { windowWords } from "./window-words";

const DEFAULT = "the hub’s default";

/** A group's plan as its page says it: `4, 40, rest; soak 15 min; 4 gates; returns by itself`. */
export function planWords(plan: RolloutPlan): string {
  const parts = [
    plan.waves && wavesText(plan.waves),
    plan.soakSeconds !== undefined && `soak ${secondsText(plan.soakSeconds)}`,
    plan.gates && (plan.gates.length === 0 ? "no gates" : plural(plan.gates.length, "gate")),
    plan.onBreach &&
      (plan.onBreach === "roll-back" ? "rolls back by itself" : "pauses on a breach"),
    plan.maxInFlight !== undefined && `at most ${plan.maxInFlight} in flight`,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? DEFAULT : parts.join("; ");
}

/** When a group's rollouts may reach agents. */
export function hoursWords({ window }: RolloutPlan): string {
  if (window === undefined) return DEFAULT;
  return window === null ? "at any time" : `releases ${windowWords(window)}`;
}
