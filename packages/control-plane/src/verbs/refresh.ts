import { type AgentVerb } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { problem } from "./problem.js";

/** Asks a connected agent for its full state. */
export const refreshAgent: AgentVerb<object> = {
  name: "refresh",
  decide(ctx, agent) {
    if (!ctx.live.isConnected(agent.id)) {
      return problem(
        "not-connected",
        "This agent is not connected to this hub. It reports its full state when it is back.",
        { resource: { kind: "agent", id: agent.instanceUid } },
      );
    }
    return {
      kind: "decision",
      writes: [],
      acts: [{ kind: "refresh", id: agent.id }],
      before: null,
      after: null,
    };
  },
};

export const refresh = onOneAgent(refreshAgent);
