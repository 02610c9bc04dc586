import type { RolloutPhase } from "@fleethub/api";
import { Badge } from "../parts/badge";
import { Icon } from "../parts/icon";
import { PHASE } from "../words/rollouts";

/** The phase of a rollout as mark and word. */
export function PhaseBadge({ phase }: { phase: RolloutPhase }) {
  const { word, tone, icon } = PHASE[phase];
  return (
    <Badge tone={tone}>
      <Icon name={icon} small />
      {word}
    </Badge>
  );
}
