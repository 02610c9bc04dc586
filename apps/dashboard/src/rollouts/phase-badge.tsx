import type { RolloutPhase } from "@fleethub/api";
import { Badge } from "../parts/badge";
import { Icon } from "../parts/icon";
import { PHASE } from "../words/rollouts";

/** The phase of a rollout as mark and word; `word` says more than the phase alone. */
export function PhaseBadge({ phase, word }: { phase: RolloutPhase; word?: string }) {
  const { tone, icon } = PHASE[phase];
  return (
    <Badge tone={tone}>
      <Icon name={icon} small />
      {word ?? PHASE[phase].word}
    </Badge>
  );
}
