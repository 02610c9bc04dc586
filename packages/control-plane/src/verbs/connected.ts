import type { AgentRecord } from "../model.js";
import { notAdmitted } from "./not-admitted.js";
import { problem, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/** Refuses what happens on the wire for an agent that is not connected to this hub, or not approved. */
export function notReachable(ctx: VerbContext, agent: AgentRecord): VerbProblem | null {
  const refusal = notAdmitted(agent);
  if (refusal !== null) return refusal;
  if (ctx.live.isConnected(agent.id)) return null;
  return problem(
    "not-connected",
    "This agent is not connected to this hub, so it cannot be asked. Repeat it when the agent is back.",
    { resource: { kind: "agent", id: agent.instanceUid } },
  );
}
