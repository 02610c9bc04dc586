import type { Preview, PreviewRollout } from "@fleethub/api";
import { restartWords } from "../../preview/preview-words";
import { plural } from "../../words/format";
import { secondsText } from "./durations";
import { sizesWords } from "./waves-text";

/** `40 agents get it in 3 waves: 1 first, then 4, then 35. 38 Collectors restart once. At least 45 min.` */
export function reachWords(preview: Preview, rollout: PreviewRollout): string {
  const { members, waves } = rollout;
  if (members === 0) return "It would reach nobody.";
  const sizes = waves.map((wave) => wave.members).filter((size) => size > 0);
  const order =
    sizes.length === 1 ? `in one wave` : `in ${plural(sizes.length, "wave")}: ${sizesWords(sizes)}`;
  const restarts = restartWords(preview);
  return [
    `${plural(members, "agent gets", "agents get")} it ${order}.`,
    restarts === null ? "Nothing restarts." : `${restarts}.`,
    soakSeconds(rollout) > 0
      ? `It is watched for ${secondsText(soakSeconds(rollout))} in all.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** How long its waves are watched, one after the other. */
export function soakSeconds({ spec, waves }: PreviewRollout): number {
  return waves
    .filter(({ members }) => members > 0)
    .reduce((sum, { size }) => sum + (size?.soakSeconds ?? spec.soakSeconds), 0);
}

/** The words of the primary action. */
export function startWords(rollout: PreviewRollout | null, scheduled: boolean): string {
  if (rollout === null) return scheduled ? "Schedule the rollout" : "Start the rollout";
  return `${scheduled ? "Schedule" : "Start"} the rollout to ${plural(rollout.members, "agent")}`;
}
