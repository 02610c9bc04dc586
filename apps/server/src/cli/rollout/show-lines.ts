import type { Rollout, StepCounts } from "@fleethub/api";
import { spoken } from "../../spoken.js";
import { table } from "../hub/print.js";

/** One rollout for people: the sentence, waves, gates, causes. */
export function rolloutLines(rollout: Rollout, wide: boolean): readonly string[] {
  const { number, title, phase, sentence, waves, gates, causes, leftOut, goingBack, live } =
    rollout;
  return [
    `Rollout ${number}: ${title} (${spoken(phase)})`,
    sentence,
    "",
    ...table(
      ["wave", "agents", "opened", "passed", "now"],
      waves.map((wave) => [
        wave.wave === 0 ? "canary" : `${wave.wave + 1}`,
        `${wave.members}`,
        wave.openedAt ?? "-",
        wave.passedAt ?? "-",
        stepsOf(wave.steps),
      ]),
    ),
    ...(gates.length === 0 ? [] : ["", ...gateLines(rollout, wide)]),
    ...(causes.length === 0 ? [] : ["", "Failed:"]),
    ...causes.map(({ words }, index) => `  [${index + 1}] ${words}`),
    ...(leftOut.length === 0 ? [] : ["", "Left out:"]),
    ...leftOut.map(
      ({ agents, reason, detail }) =>
        `  ${agents} ${spoken(reason)}${detail === "" ? "" : `: ${detail}`}`,
    ),
    ...(live ? ["", `If you roll back: ${goingBack.words}`] : []),
  ];
}

function gateLines({ gates }: Rollout, wide: boolean): readonly string[] {
  const shown = gates.filter(({ verdict }) => wide || verdict !== null);
  if (shown.length === 0) return [`${gates.length} gates, not judged yet`];
  return table(
    ["gate", "verdict", "words"],
    shown.map(({ spec, verdict }) => [
      spec.measure,
      verdict === null ? "-" : spoken(verdict.verdict),
      verdict?.words ?? "Not judged yet.",
    ]),
  );
}

/** `31 settled, 5 offered`. */
export function stepsOf(steps: StepCounts): string {
  const counts = Object.entries(steps).map(([step, count]) => `${count} ${spoken(step)}`);
  return counts.length === 0 ? "-" : counts.join(", ");
}
