import type { AgentId, Millis } from "../../agent/facts.js";
import type { RolloutView } from "../status.js";
import { isInFlight, stepOf } from "./step.js";

/** Members that the revision is on its way to: what a rollout that supersedes this one inherits. */
export function inFlightOf(view: RolloutView, now: Millis): readonly AgentId[] {
  return view.members
    .filter(({ member, facts }) =>
      isInFlight(stepOf(member, facts, view.spec, view.status, now), facts),
    )
    .map(({ member }) => member.agent);
}
