import type { Approval } from "@fleethub/api";
import { Badge } from "../parts/badge";
import { Icon } from "../parts/icon";
import { STATE } from "./approval-words";

/** The state of a request as mark and word. */
export function StateBadge({ state }: Pick<Approval, "state">) {
  const { tone, icon, word } = STATE[state];
  return (
    <Badge tone={tone}>
      <Icon name={icon} small />
      {word}
    </Badge>
  );
}
