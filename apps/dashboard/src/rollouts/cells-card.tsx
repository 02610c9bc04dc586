import type { RolloutWave } from "@fleethub/api";
import { AgentCells, type CellRun } from "../parts/agent-cells";
import { Card } from "../parts/card";
import { atSteps, STEPS } from "../words/rollouts";
import { waveName } from "./wave-words";

/** Every agent of a wave as a mark. */
export function CellsCard({ wave }: { wave: RolloutWave }) {
  return (
    <Card title={`${waveName(wave)}, one mark per agent`}>
      <AgentCells runs={runsOf(wave)} />
    </Card>
  );
}

function runsOf({ steps }: RolloutWave): readonly CellRun[] {
  return [
    { agents: atSteps(steps, STEPS.applied), word: "applied", mark: "done", tone: "ok" },
    {
      agents: atSteps(steps, [...STEPS.moving, "returning"]),
      word: (steps.returning ?? 0) > 0 ? "on the way" : "applying",
      mark: "moving",
      tone: "move",
    },
    { agents: atSteps(steps, STEPS.trouble), word: "failed", mark: "bad", tone: "bad" },
    { agents: atSteps(steps, ["returned", "withdrawn"]), word: "back", mark: "back", tone: "warn" },
    { agents: atSteps(steps, STEPS.out), word: "left out", mark: "out", tone: "mute" },
    { agents: atSteps(steps, STEPS.waiting), word: "waiting", mark: "waiting", tone: "mute" },
  ];
}
